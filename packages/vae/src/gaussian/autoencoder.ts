import type { Module } from '@figment/core/nn';
import type { Tensor } from '@figment/core';

import type { ImageShape } from '../images.ts';
import type { Likelihood } from './likelihood.ts';
import type { Posterior } from './posterior.ts';

/** What the objective, the tasks and the metrics of this package need of an autoencoder with a Gaussian posterior. */
export interface GaussianAutoencoder {
  readonly module: Module;
  readonly imageShape: ImageShape;
  /** [D], or [h, w, c] of a latent picture. */
  readonly latentShape: readonly number[];
  readonly likelihood: Likelihood;
  /** images: [B, H, W, C] in [0, 1] -> q(z | x), [B, ...latent]. */
  posterior(images: Tensor): Posterior;
  /** z: [B, ...latent] -> parameters of the likelihood, [B, H, W, C]. */
  output(z: Tensor): Tensor;
}

/** Number of values of an example's latent. */
export function latentSize({ latentShape }: GaussianAutoencoder): number {
  return latentShape.reduce((product, length) => product * length, 1);
}

/** Number of values of a picture. */
export function pixelCount({ imageShape: [height, width, channels] }: GaussianAutoencoder): number {
  return height * width * channels;
}
