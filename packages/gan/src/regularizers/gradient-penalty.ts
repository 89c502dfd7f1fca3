import type { Tensor } from '@figment/core';
import { add, mean, mul, reshape, sqrt, square, stopGradient, sub, sum } from '@figment/core/ops';
import { type Key, uniform } from '@figment/core/random';

/** Added below the square root, for its slope at 0 is infinite; far below what float32 sees beside a norm of 1. */
const TINY = 1e-16;

/** |g|^2 of each picture: [B, H, W, C] -> [B]. */
export function squaredNorms(gradients: Tensor): Tensor {
  return sum(square(reshape(gradients, [gradients.shape[0], -1])), 1);
}

/** E[|g|^2] / 2, with g the gradient of the logits by the pictures: R1 on real ones, R2 on made ones. Mescheder et al. 2018, arXiv:1801.04406, eq. 9 and 10. */
export function zeroCenteredPenalty(gradients: Tensor): Tensor {
  return mul(mean(squaredNorms(gradients)), 0.5);
}

/** E[(|g| - 1)^2], with g the gradient of the logits by pictures between real and made: WGAN-GP. Gulrajani et al. 2017, arXiv:1704.00028, eq. 3. */
export function oneCenteredPenalty(gradients: Tensor): Tensor {
  return mean(square(sub(sqrt(add(squaredNorms(gradients), TINY)), 1)));
}

/** alpha real + (1 - alpha) made, alpha drawn for each picture unless it is given ([B]). Algorithm 1 of the same paper. */
export function between(real: Tensor, made: Tensor, draw: Key | Tensor): Tensor {
  const count = real.shape[0];
  const alpha = reshape('shape' in draw ? draw : uniform(draw, [count]), [count, 1, 1, 1]);
  return stopGradient(add(mul(real, alpha), mul(made, sub(1, alpha))));
}
