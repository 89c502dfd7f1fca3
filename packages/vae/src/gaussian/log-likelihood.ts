import { abs, add, div, exp, mul, neg, square, squaredDifference, sub } from '@figment/core/ops';
import { softplus } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { sumOverExample } from './kl-divergence.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * log p(x | z) of pixels that are 0 or 1 (or between): x logits - log(1 + exp(logits)), summed over each example.
 *
 * @param x [B, ...], 0 to 1.
 * @param logits [B, ...]
 * @returns [B], nats.
 */
export function bernoulliLogLikelihood(x: Tensor, logits: Tensor): Tensor {
  return sumOverExample(sub(mul(x, logits), softplus(logits)));
}

/**
 * log N(x; mean, variance), summed over each example.
 *
 * @param logVariance Of the shape of `mean`, or a number for all.
 * @returns [B], nats.
 */
export function gaussianLogLikelihood(x: Tensor, mean: Tensor, logVariance: Tensor | number): Tensor {
  const precision = typeof logVariance === 'number' ? Math.exp(-logVariance) : exp(neg(logVariance));
  const energy = add(mul(squaredDifference(x, mean), precision), add(logVariance, LOG_TWO_PI));
  return sumOverExample(mul(energy, -0.5));
}

/**
 * log Laplace(x; mean, scale) = -|x - mean| / scale - log(2 scale), summed over each example.
 *
 * @param scale Mean absolute deviation.
 * @returns [B], nats.
 */
export function laplaceLogLikelihood(x: Tensor, mean: Tensor, scale: number): Tensor {
  return sumOverExample(sub(div(abs(sub(x, mean)), -scale), Math.log(2 * scale)));
}

/** log N(z; 0, I), summed over each example: [B, ...] -> [B], nats. */
export function standardNormalLogDensity(z: Tensor): Tensor {
  return sumOverExample(mul(add(square(z), LOG_TWO_PI), -0.5));
}
