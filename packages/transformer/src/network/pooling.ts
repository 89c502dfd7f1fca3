import { add, cast, div, expandDims, max, mul, norm, oneHot, reshape, slice, sub, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** How the states of all tokens become one of their text. Reimers and Gurevych 2019, arXiv:1908.10084, section 3. */
export type Pooling = 'mean' | 'cls' | 'max' | 'last';

/**
 * One state for each text. Padding is on the right.
 *
 * @param hidden [B, T, D]
 * @param mask int32 or bool [B, T]: which are tokens
 * @returns [B, D]
 */
export function pool(hidden: Tensor, mask: Tensor, pooling: Pooling): Tensor {
  const [batch, time, width] = hidden.shape as [number, number, number];
  if (pooling === 'cls') return reshape(slice(hidden, [0, 0, 0], [batch, 1, width]), [batch, width]);
  const tokens = cast(mask, 'float32');
  if (pooling === 'max') return max(add(hidden, expandDims(mul(sub(tokens, 1), 1e9), 2)), 1);
  const count = sum(tokens, 1); // [B]
  const weights = pooling === 'last' ? oneHot(cast(sub(count, 1), 'int32'), time, 1, 0, 'float32') : div(tokens, expandDims(count, 1)); // [B, T]
  return sum(mul(hidden, expandDims(weights, 2)), 1); // [B, T, D] -> [B, D]
}

/** Vectors of length 1. x: [B, D]. */
export function unitLength(x: Tensor): Tensor {
  return div(x, add(norm(x, { axis: -1, keepDims: true }), 1e-12));
}
