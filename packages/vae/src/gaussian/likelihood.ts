import { abs, clip, mean, mul, sigmoid, signed, squaredDifference, sub, unsigned } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { bernoulliLogLikelihood, gaussianLogLikelihood, laplaceLogLikelihood } from './log-likelihood.ts';

/** What a pixel is distributed as, around the decoder's output. */
export type LikelihoodName = 'gaussian' | 'laplace' | 'bernoulli';

/**
 * p(x | z): what the decoder's output says about pixels.
 *
 * Training minimises the negative ELBO times {@link nats}: that makes it the plain reconstruction error (mean absolute, mean squared
 * or cross entropy a pixel) plus `beta nats KL`, whose size does not grow with the picture. With Laplace's likelihood and a noise of
 * 0.048 that is L1 + 0.048 KL / pixels.
 */
export interface Likelihood {
  readonly name: LikelihoodName;
  /** What training minimises besides the KL term, mean over everything. x: [B, H, W, C] in [0, 1]; output: [B, H, W, C]. */
  reconstruction(x: Tensor, output: Tensor): Tensor;
  /** log p(x | z), [B], nats. Pixels count in [-1, 1], but for Bernoulli in [0, 1]. */
  logLikelihood(x: Tensor, output: Tensor): Tensor;
  /** The reconstruction that one nat of an example weighs as much as, for examples of so many pixel values. */
  nats(pixels: number): number;
  /** The most likely picture in [0, 1]. */
  picture(output: Tensor): Tensor;
}

/**
 * The likelihood of this name.
 *
 * @param noise Size of the pixel noise that is assumed, for pixels in [-1, 1]: the standard deviation of a Gaussian,
 *   the mean absolute deviation of a Laplace distribution. Bernoulli has none.
 */
export function likelihoodOf(name: LikelihoodName, noise: number): Likelihood {
  switch (name) {
    case 'gaussian': return gaussian(noise);
    case 'laplace': return laplace(noise);
    case 'bernoulli': return bernoulli;
  }
}

const pictureOfSigned = (output: Tensor): Tensor => clip(unsigned(output), 0, 1);

const laplace = (noise: number): Likelihood => ({
  name: 'laplace',
  reconstruction: (x, output) => mean(abs(sub(signed(x), output))),
  logLikelihood: (x, output) => laplaceLogLikelihood(signed(x), output, noise),
  nats: (pixels) => noise / pixels, // -log p = |x - y| / b + constant
  picture: pictureOfSigned,
});

const gaussian = (noise: number): Likelihood => ({
  name: 'gaussian',
  reconstruction: (x, output) => mean(squaredDifference(signed(x), output)),
  logLikelihood: (x, output) => gaussianLogLikelihood(signed(x), output, 2 * Math.log(noise)),
  nats: (pixels) => (2 * noise * noise) / pixels, // -log p = (x - y)^2 / (2 sigma^2) + constant
  picture: pictureOfSigned,
});

const bernoulli: Likelihood = {
  name: 'bernoulli',
  reconstruction: (x, output) => mul(mean(bernoulliLogLikelihood(x, output)), -1 / pixelsOf(x)),
  logLikelihood: bernoulliLogLikelihood,
  nats: (pixels) => 1 / pixels,
  picture: sigmoid,
};

function pixelsOf(x: Tensor): number {
  return x.size / (x.shape[0]);
}
