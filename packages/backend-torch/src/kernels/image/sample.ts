import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { indexingRows } from '../../rows/indexing.ts';
import type { Torch } from '../../tensors/torch.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';

/** Where pixels are read: the number of the picture, row and column of each, which may lie between pixels or outside. */
export interface Places {
  readonly picture: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly x: ArrayLike<number>;
}

/** Reads pixels of pictures at places that the host computed. */
export interface Sampler {
  /** The nearest pixel, halves upwards. pixels: [B * H * W, C] of pictures of `shape` [B, H, W, C], outside: [] or [C] -> [N, C] */
  readonly nearest: (pixels: Handle, shape: readonly number[], places: Places, outside: Handle) => Handle;
  /** Between the four pixels around, of which those outside have the value `outside`. */
  readonly linear: (pixels: Handle, shape: readonly number[], places: Places, outside: Handle) => Handle;
}

/** @param torch whose float32 pictures are read; `nearest` reads any type */
export function samplerOf(torch: Torch): Sampler {
  const { where } = torch.rows(elementwiseRows);
  const { indexSelect } = torch.rows(indexingRows);
  const { add, mul } = arithmeticOf(torch);

  /** pictures, row by row: [B * H * W, C] -> [N, C] */
  const at = (pixels: Handle, [, height, width]: readonly number[], picture: ArrayLike<number>, y: ArrayLike<number>, x: ArrayLike<number>, outside: Handle): Handle => {
    const count = y.length;
    const index = new Int32Array(count);
    const inside = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      if (!(y[i]! >= 0 && y[i]! < height! && x[i]! >= 0 && x[i]! < width!)) continue;
      inside[i] = 1;
      index[i] = (picture[i]! * height! + y[i]!) * width! + x[i]!;
    }
    return where(torch.upload(inside, [count, 1], 'bool'), indexSelect(pixels, 0, torch.upload(index, [count], 'int32')), outside);
  };
  const each = (values: ArrayLike<number>, f: (value: number) => number): Float64Array => Float64Array.from(values, f);
  const column = (values: ArrayLike<number>): Handle => torch.upload(Float32Array.from(values), [values.length, 1], 'float32');

  return {
    nearest: (pixels, shape, { picture, y, x }, outside) => at(pixels, shape, picture, each(y, Math.round), each(x, Math.round), outside),
    linear: (pixels, shape, { picture, y, x }, outside) => {
      const [top, left] = [each(y, Math.floor), each(x, Math.floor)];
      const [bottom, right] = [each(top, (value) => value + 1), each(left, (value) => value + 1)];
      // A place that is no number is outside, whatever its shares.
      const [down, across] = [top.map((row, i) => y[i]! - row || 0), left.map((from, i) => x[i]! - from || 0)];
      const rest = (shares: Float64Array) => column(shares.map((share) => 1 - share));
      const between = (row: Float64Array): Handle =>
        add(mul(at(pixels, shape, picture, row, left, outside), rest(across)), mul(at(pixels, shape, picture, row, right, outside), column(across)));
      return add(mul(between(top), rest(down)), mul(between(bottom), column(down)));
    },
  };
}
