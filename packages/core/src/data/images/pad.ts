import { FigmentError } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import { elementsOf, emptyLike } from '../host-array.ts';

/**
 * Puts each picture in the middle of a larger square of zeros: [N, H, W, C] -> [N, size, size, C].
 *
 * @throws FigmentError `SHAPE_MISMATCH` when pictures are larger than that
 */
export function padImages({ data, shape }: HostArray, size: number): HostArray {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 4 || height > size || width > size) {
    throw new FigmentError('SHAPE_MISMATCH', `Pictures must have shape [N, H, W, C] with H and W <= ${size} to be padded to ${size}, got [${shape.join(', ')}].`);
  }
  const padded = [count, size, size, channels];
  const out = emptyLike(data, elementsOf(padded));
  const top = Math.floor((size - height) / 2);
  const left = Math.floor((size - width) / 2);
  for (let n = 0; n < count; n += 1) {
    for (let y = 0; y < height; y += 1) {
      const from = (n * height + y) * width * channels;
      out.set(data.subarray(from, from + width * channels), ((n * size + top + y) * size + left) * channels);
    }
  }
  return { data: out, shape: padded };
}
