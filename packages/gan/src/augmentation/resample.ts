import type { Tensor } from '@figment/core';
import { abs, add, addN, cast, clip, floor, gather, mul, range, reshape, sub, tidy, withoutGradient } from '@figment/core/ops';

/** Where each picture is read: what comes to (x, y) was at (xx x + xy y + x0, yx x + yy y + y0), in pixels from the middle. All [B]. */
export interface Affine {
  readonly xx: Tensor;
  readonly xy: Tensor;
  readonly yx: Tensor;
  readonly yy: Tensor;
  readonly x0: Tensor;
  readonly y0: Tensor;
}

/** Pictures [B, H, W, C] moved, turned and stretched, read between pixels linearly, and mirrored at their edges. The gradient flows to the pictures. */
export function resample(pictures: Tensor, affine: Affine): Tensor {
  const [count, height, width, channels] = pictures.shape as [number, number, number, number];
  return tidy(() => {
    const corners = withoutGradient(() => cornersOf(affine, [count, height, width]));
    const pixels = reshape(pictures, [-1, channels]);
    return reshape(addN(corners.map(({ at, weight }) => mul(gather(pixels, at), weight))), pictures.shape);
  });
}

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
type Corner = {
  /** Which pixel of all, int32 [B H W]. */
  readonly at: Tensor;
  /** [B H W, 1]; of the four, 1 in all. */
  readonly weight: Tensor;
};

/** The four pixels around each place that is read. */
function cornersOf({ xx, xy, yx, yy, x0, y0 }: Affine, [count, height, width]: readonly [number, number, number]): Corner[] {
  const ofPicture = (values: Tensor): Tensor => reshape(values, [count, 1, 1]);
  const across = reshape(sub(range(0, width), (width - 1) / 2), [1, 1, width]);
  const down = reshape(sub(range(0, height), (height - 1) / 2), [1, height, 1]);
  const place = (x: Tensor, y: Tensor, start: Tensor): Tensor => add(add(mul(ofPicture(x), across), mul(ofPicture(y), down)), ofPicture(start)); // [B, H, W]
  const [columns, ranks] = [neighbours(place(xx, xy, x0), width), neighbours(place(yx, yy, y0), height)];
  const first = reshape(range(0, count * height * width, height * width, 'int32'), [count, 1, 1]);
  return ranks.flatMap((rank) => columns.map((column) => ({
    at: reshape(add(first, cast(add(mul(rank.at, width), column.at), 'int32')), [-1]),
    weight: reshape(mul(rank.weight, column.weight), [-1, 1]),
  })));
}

/** The two pixels on either side of places on a line of `size`, given from its middle, and how much each counts. */
function neighbours(places: Tensor, size: number): Corner[] {
  // Mirrored at the edges: back and forth over the line, with a period of twice its length.
  const from = add(places, size / 2);
  const folded = sub(from, mul(floor(mul(from, 1 / (2 * size))), 2 * size)); // [0, 2 size)
  const position = sub(sub(size, abs(sub(folded, size))), 0.5); // [-0.5, size - 0.5]
  const before = floor(position);
  const share = sub(position, before);
  return [{ at: clip(before, 0, size - 1), weight: sub(1, share) }, { at: clip(add(before, 1), 0, size - 1), weight: share }];
}
