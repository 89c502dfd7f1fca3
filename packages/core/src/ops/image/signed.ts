import type { Tensor } from '../../tensor.ts';
import { add, div, mul, sub } from '../basic/arithmetic.ts';

/** Pixels in [0, 1], as they are at every border, to [-1, 1], as networks like them. */
export function signed(x: Tensor): Tensor {
  return sub(mul(x, 2), 1);
}

/** [-1, 1] to [0, 1]. */
export function unsigned(x: Tensor): Tensor {
  return div(add(x, 1), 2);
}
