import type { ImageShape } from '@figment/core/plugin';
import { signed } from '@figment/core/ops';
import { Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { imageShapeOf } from '../config/image.ts';
import type { VqVaeConfig } from '../config/vq-vae.ts';
import { type Likelihood, likelihoodOf } from '../gaussian/likelihood.ts';
import { Decoder } from '../network/decoder.ts';
import { Encoder } from '../network/encoder.ts';
import { networkShape } from '../network/shape.ts';
import type { VectorQuantizedAutoencoder } from './autoencoder.ts';
import { type Codebook, codebookOf } from './codebook.ts';
import { decodeCodes } from './decode-codes.ts';
import { toUnitScale } from './unit-length.ts';

/** A convolutional VQ-VAE. van den Oord et al. 2017, arXiv:1711.00937. */
export class VqVaeNetwork extends Module implements VectorQuantizedAutoencoder {
  readonly encoder: Encoder;
  readonly codebook: Codebook;
  readonly decoder: Decoder;
  readonly imageShape: ImageShape;
  readonly latentShape: readonly [number, number, number];
  readonly normalized: boolean;
  readonly #likelihood: Likelihood;

  constructor(key: Key, config: VqVaeConfig) {
    super();
    const { image, latent, codebook, likelihood } = config;
    const [forEncoder, forCodebook, forDecoder] = split(key, 3);
    const network = networkShape(config, latent.downsample);
    const side = image.size / latent.downsample;
    this.imageShape = imageShapeOf(image);
    this.latentShape = [side, side, latent.channels];
    this.normalized = codebook.normalize;
    this.#likelihood = likelihoodOf(likelihood, 1);
    this.encoder = new Encoder(forEncoder, network, latent.channels);
    this.codebook = codebookOf(forCodebook, { ...codebook, dimension: latent.channels });
    this.decoder = new Decoder(forDecoder, network, latent.channels);
  }

  get module(): Module {
    return this;
  }

  get likelihood(): Likelihood {
    return this.#likelihood;
  }

  encode(images: Tensor): Tensor {
    const z = this.encoder.forward(signed(images)); // [B, H, W, C] -> [B, h, w, D]
    return this.normalized ? toUnitScale(z) : z;
  }

  output(codes: Tensor): Tensor {
    return this.decoder.forward(codes);
  }

  decode(latents: Tensor): Tensor {
    return decodeCodes(this, latents);
  }
}
