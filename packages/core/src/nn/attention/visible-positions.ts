import { add, cast, logicalAnd, tensor, where } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';

/**
 * Which of a cache's `capacity` positions each of `count` new ones, from position `from` on, may see: those that are filled,
 * with `causal` none after itself, and with a `window` no more than that many up to itself; joined with a mask of the caller's, bool or added to the scores.
 *
 * @returns [count, capacity], or the mask's shape; bool, or float32 with -Infinity where a float32 mask was given.
 */
export function visiblePositions(call: { from: number; count: number; capacity: number; causal: boolean; window?: number | undefined; mask?: Tensor | undefined }): Tensor {
  const { from, count, capacity, causal, window = Infinity, mask } = call;
  const seen = new Uint8Array(count * capacity);
  for (let row = 0; row < count; row++) {
    const at = row * capacity;
    seen.fill(1, at + Math.max(0, from + row + 1 - window), at + (causal ? from + row + 1 : from + count));
  }
  const visible = tensor(seen, [count, capacity], 'bool');
  if (mask === undefined) return visible;
  return mask.dtype === 'float32' ? add(mask, where(visible, 0, -Infinity)) : logicalAnd(visible, cast(mask, 'bool'));
}
