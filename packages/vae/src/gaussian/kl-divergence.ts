import { add, exp, mean as meanOf, mul, square, sub, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { Posterior } from './posterior.ts';

/**
 * KL(q(z | x) || N(0, I)) of each dimension in nats: (mean^2 + variance - 1 - log variance) / 2.
 * Kingma and Welling 2014, arXiv:1312.6114, appendix B.
 *
 * @returns [B, ...latent]
 */
export function klPerDimension({ mean, logVariance }: Posterior): Tensor {
  return mul(sub(add(square(mean), exp(logVariance)), add(logVariance, 1)), 0.5);
}

/** KL(q(z | x) || N(0, I)) of each example in nats, [B]. */
export function klDivergence(posterior: Posterior): Tensor {
  return sumOverExample(klPerDimension(posterior));
}

/** [B, ...] -> [B] */
export function sumOverExample(values: Tensor): Tensor {
  return values.rank === 1 ? values : sum(values, range(1, values.rank));
}

/** Averaged over the batch, one number a dimension: [B, ...latent] -> [...latent]. */
export function klBatchMean(posterior: Posterior): Tensor {
  return meanOf(klPerDimension(posterior), 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
