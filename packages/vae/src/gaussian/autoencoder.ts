import type { Module } from '@figment/core/nn';
import type { Tensor } from '@figment/core';

import type { ImageCodec } from '../image-codec.ts';
import type { Likelihood } from './likelihood.ts';
import type { Posterior } from './posterior.ts';

/** What the objective, the calibration and the metrics of this package need of an autoencoder with a Gaussian posterior. */
export interface GaussianAutoencoder extends ImageCodec {
  readonly module: Module;
  readonly likelihood: Likelihood;
  /** images: [B, H, W, C] in [0, 1] -> q(z | x), [B, ...latent]. */
  posterior(images: Tensor): Posterior;
  /** z: [B, ...latent] -> parameters of the likelihood, [B, H, W, C]. */
  output(z: Tensor): Tensor;
}
