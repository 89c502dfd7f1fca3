import { add, mul, square, sub } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';

/** from + (to - from) * part */
export function lerp(from: Tensor, to: Tensor, part: number): Tensor {
  return add(from, mul(sub(to, from), part));
}

/** The moving average of x after its next value: decay * average + (1 - decay) * x. */
export function averaged(average: Tensor, x: Tensor, decay: number): Tensor {
  return lerp(average, x, 1 - decay);
}

/** The moving average of x^2 after the next value of x. */
export function averagedSquare(average: Tensor, x: Tensor, decay: number): Tensor {
  return add(mul(average, decay), mul(square(x), 1 - decay));
}
