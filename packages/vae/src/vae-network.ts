import type { ImageShape } from '@figment/core/plugin';
import { signed } from '@figment/core/ops';
import { Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { LatentAxes } from './calibration/latent-axes.ts';
import { LatentPrior } from './calibration/latent-prior.ts';
import { LatentScale } from './calibration/latent-scale.ts';
import { ScoreQuantiles } from './calibration/score-quantiles.ts';
import { imageShapeOf } from './config/image.ts';
import { SMALLEST, type VaeConfig } from './config/vae.ts';
import type { GaussianAutoencoder } from './gaussian/autoencoder.ts';
import { type Likelihood, likelihoodOf } from './gaussian/likelihood.ts';
import { type Posterior, posteriorOf } from './gaussian/posterior.ts';
import { Decoder } from './network/decoder.ts';
import { Encoder } from './network/encoder.ts';
import { networkShape } from './network/shape.ts';
import { FromVector, ToVector } from './network/vector-head.ts';

const LOG_VARIANCE = { min: -12, max: 4 };

/** A convolutional VAE whose latent is a vector or a small picture. Kingma and Welling 2014, arXiv:1312.6114. */
export class VaeNetwork extends Module implements GaussianAutoencoder {
  readonly encoder: Encoder;
  /** Where the latent is a vector. */
  readonly toVector: ToVector | undefined;
  readonly fromVector: FromVector | undefined;
  readonly decoder: Decoder;
  readonly scores: ScoreQuantiles;
  readonly axes: LatentAxes;
  /** Where the latent is a vector. */
  readonly prior: LatentPrior | undefined;
  /** Where the latent is a picture. */
  readonly latentScale: LatentScale | undefined;
  readonly imageShape: ImageShape;
  readonly latentShape: readonly number[];
  readonly #likelihood: Likelihood;

  constructor(key: Key, config: VaeConfig) {
    super();
    const { image, latent, likelihood, noise, prior } = config;
    const [forEncoder, forDecoder, forVectors] = split(key, 3);
    const [forward, backward] = split(forVectors, 2);
    this.#likelihood = likelihoodOf(likelihood, noise);
    this.imageShape = imageShapeOf(image);
    if (typeof latent === 'number') {
      const network = networkShape(config, image.size / SMALLEST);
      const last = network.channels.at(-1)!;
      const features = [SMALLEST, SMALLEST, last];
      this.latentShape = [latent];
      this.encoder = new Encoder(forEncoder, network, last);
      this.toVector = new ToVector(forward, { shape: features, out: 2 * latent });
      this.fromVector = new FromVector(backward, { in: latent, shape: features });
      this.decoder = new Decoder(forDecoder, network, last);
      this.prior = new LatentPrior({ ...prior, dimension: latent });
    } else {
      const network = networkShape(config, latent.downsample);
      const side = image.size / latent.downsample;
      this.latentShape = [side, side, latent.channels];
      this.encoder = new Encoder(forEncoder, network, 2 * latent.channels);
      this.decoder = new Decoder(forDecoder, network, latent.channels);
      this.latentScale = new LatentScale(Array.from({ length: latent.channels }, () => 1));
    }
    this.scores = new ScoreQuantiles();
    this.axes = new LatentAxes({ dimension: this.latentShape.reduce((product, length) => product * length, 1) });
  }

  get module(): Module {
    return this;
  }

  /** Standard deviation of each channel of a latent picture, once calibrated; 1 for vectors. */
  get scale(): readonly number[] {
    return this.latentScale?.read() ?? [1];
  }

  get likelihood(): Likelihood {
    return this.#likelihood;
  }

  posterior(images: Tensor): Posterior {
    const features = this.encoder.forward(signed(images)); // [B, H, W, C] -> [B, h, w, ...]
    return posteriorOf(this.toVector === undefined ? features : this.toVector.forward(features), LOG_VARIANCE);
  }

  output(z: Tensor): Tensor {
    return this.decoder.forward(this.fromVector === undefined ? z : this.fromVector.forward(z));
  }

  encode(images: Tensor): Tensor {
    return this.posterior(images).mean;
  }

  decode(latents: Tensor): Tensor {
    return this.#likelihood.picture(this.output(latents));
  }
}
