import type { ImageShape } from '@figment/core/plugin';
import { Conv2d, Module } from '@figment/core/nn';
import { add, signed, sub, tensor } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { LatentAutoencoder } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

import { LatentAxes } from '../calibration/latent-axes.ts';
import { LatentScale } from '../calibration/latent-scale.ts';
import { ScoreQuantiles } from '../calibration/score-quantiles.ts';
import { blockShapeOf } from '../config/blocks.ts';
import { imageShapeOf } from '../config/image.ts';
import type { KlAutoencoderConfig } from '../config/kl-autoencoder.ts';
import type { GaussianAutoencoder } from '../gaussian/autoencoder.ts';
import { type Likelihood, likelihoodOf } from '../gaussian/likelihood.ts';
import { type Posterior, posteriorOf, reparameterize } from '../gaussian/posterior.ts';
import { BlockDecoder } from './decoder.ts';
import { BlockEncoder } from './encoder.ts';
import { downsampling } from './shape.ts';

/** Of diffusers' DiagonalGaussianDistribution. */
const LOG_VARIANCE = { min: -30, max: 20 };

/**
 * The autoencoder of latent diffusion (Rombach et al. 2022, arXiv:2112.10752), in the shape of diffusers' `AutoencoderKL`.
 * Its latents for others are posterior means less the shift; multiply by 1 / scale to diffuse.
 */
export class KlNetwork extends Module implements GaussianAutoencoder, LatentAutoencoder {
  readonly encoder: BlockEncoder;
  readonly quantConv: Conv2d | undefined;
  readonly postQuantConv: Conv2d | undefined;
  readonly decoder: BlockDecoder;
  readonly scores: ScoreQuantiles;
  readonly axes: LatentAxes;
  readonly latentScale: LatentScale;
  readonly imageShape: ImageShape;
  readonly latentShape: readonly [number, number, number];
  /** For each channel. */
  readonly shift: readonly number[];
  readonly #likelihood: Likelihood;

  constructor(key: Key, config: KlAutoencoderConfig) {
    super();
    const { image, latentChannels: channels, likelihood, noise } = config;
    const [forEncoder, forQuant, forPost, forDecoder] = split(key, 4);
    const shape = blockShapeOf(config);
    const side = image.size / downsampling(shape);
    this.imageShape = imageShapeOf(image);
    this.latentShape = [side, side, channels];
    this.#likelihood = likelihoodOf(likelihood, noise);
    this.encoder = new BlockEncoder(forEncoder, shape, 2 * channels);
    this.quantConv = config.quantConv ? new Conv2d(forQuant, { in: 2 * channels, out: 2 * channels, kernel: 1 }) : undefined;
    this.postQuantConv = config.postQuantConv ? new Conv2d(forPost, { in: channels, out: channels, kernel: 1 }) : undefined;
    this.decoder = new BlockDecoder(forDecoder, shape);
    this.scores = new ScoreQuantiles();
    this.axes = new LatentAxes({ dimension: side * side * channels });
    const each = Array.from({ length: channels }, (_, channel) => channel);
    this.latentScale = new LatentScale(each.map((channel) => (config.latentsStd?.[channel] ?? 1) / config.scalingFactor));
    this.shift = each.map((channel) => config.latentsMean?.[channel] ?? config.shiftFactor ?? 0);
  }

  get module(): Module {
    return this;
  }

  get likelihood(): Likelihood {
    return this.#likelihood;
  }

  get scale(): readonly number[] {
    return this.latentScale.read();
  }

  posterior(images: Tensor): Posterior {
    const moments = this.encoder.forward(signed(images)); // [B, H, W, C] -> [B, h, w, 2 c]
    return posteriorOf(this.quantConv?.forward(moments) ?? moments, LOG_VARIANCE);
  }

  output(z: Tensor): Tensor {
    return this.decoder.forward(this.postQuantConv?.forward(z) ?? z);
  }

  encode(images: Tensor, noise?: Tensor): Tensor {
    const posterior = this.posterior(images);
    const latents = noise === undefined ? posterior.mean : reparameterize(posterior, noise);
    return this.#isShifted() ? sub(latents, tensor([...this.shift])) : latents;
  }

  decode(latents: Tensor): Tensor {
    return this.#likelihood.picture(this.output(this.#isShifted() ? add(latents, tensor([...this.shift])) : latents));
  }

  #isShifted(): boolean {
    return this.shift.some((value) => value !== 0);
  }
}
