import { cast, div, greater, mean, square, sub, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/**
 * How many latent dimensions say anything about the data: those whose posterior mean varies by more than a threshold.
 * Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, section 2: Cov_x(E_{q(z|x)}[z]) > 10^-2.
 *
 * @param means Posterior means of N examples, [N, D].
 * @returns A scalar, 0 to D.
 */
export function activeUnits(means: Tensor, threshold = 0.01): Tensor {
  const examples = means.shape[0];
  const variance = div(sum(square(sub(means, mean(means, 0))), 0), Math.max(1, examples - 1)); // [D]
  return sum(cast(greater(variance, threshold), 'float32'));
}
