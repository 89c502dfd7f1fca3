import { add, clip, exp, mul, split } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** q(z | x): a Gaussian with one variance a dimension. Kingma and Welling 2014, "Auto-Encoding Variational Bayes", arXiv:1312.6114. */
export interface Posterior {
  /** [B, ...latent] */
  readonly mean: Tensor;
  /** Natural logarithm of the variance, [B, ...latent]. */
  readonly logVariance: Tensor;
}

/** Beyond these limits a logarithm of a variance is cut off, so that neither it nor its exponential leaves float32. */
export interface LogVarianceLimits {
  readonly min: number;
  readonly max: number;
}

/**
 * Reads an encoder's last axis as means, then logarithms of variances.
 *
 * @param moments [B, ..., 2 C]
 */
export function posteriorOf(moments: Tensor, { min, max }: LogVarianceLimits): Posterior {
  const [mean, logVariance] = split(moments, 2, -1) as [Tensor, Tensor]; // [B, ..., 2 C] -> 2 x [B, ..., C]
  return { mean, logVariance: clip(logVariance, min, max) };
}

/** z = mean + exp(logVariance / 2) noise: a draw whose gradient reaches the encoder (Kingma and Welling 2014, section 2.4). */
export function reparameterize({ mean, logVariance }: Posterior, noise: Tensor): Tensor {
  return add(mean, mul(exp(mul(logVariance, 0.5)), noise));
}
