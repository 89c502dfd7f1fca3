import type { ImageShape } from '@figment/core/plugin';
import { signed } from '@figment/core/ops';
import { Conv2d, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';

import { blockShapeOf } from '../config/blocks.ts';
import { imageShapeOf } from '../config/image.ts';
import type { VqAutoencoderConfig } from '../config/vq-autoencoder.ts';
import { type Likelihood, likelihoodOf } from '../gaussian/likelihood.ts';
import { BlockDecoder } from '../kl/decoder.ts';
import { BlockEncoder } from '../kl/encoder.ts';
import { downsampling } from '../kl/shape.ts';
import type { VectorQuantizedAutoencoder } from './autoencoder.ts';
import { type Codebook, codebookOf } from './codebook.ts';
import { decodeCodes } from './decode-codes.ts';
import { toUnitScale } from './unit-length.ts';

/** The quantised autoencoder of latent diffusion (Rombach et al. 2022, arXiv:2112.10752), in the shape of diffusers' `VQModel`. */
export class VqBlockNetwork extends Module implements VectorQuantizedAutoencoder {
  readonly encoder: BlockEncoder;
  readonly quantConv: Conv2d;
  readonly quantize: Codebook;
  readonly postQuantConv: Conv2d;
  readonly decoder: BlockDecoder;
  readonly imageShape: ImageShape;
  readonly latentShape: readonly [number, number, number];
  readonly normalized: boolean;
  readonly #likelihood: Likelihood;

  constructor(key: Key, config: VqAutoencoderConfig) {
    super();
    const { image, latentChannels, codeChannels, codebook, likelihood } = config;
    const [forEncoder, forQuant, forCodebook, forPost, forDecoder] = split(key, 5);
    const shape = blockShapeOf(config);
    const side = image.size / downsampling(shape);
    this.imageShape = imageShapeOf(image);
    this.latentShape = [side, side, codeChannels];
    this.normalized = codebook.normalize;
    this.#likelihood = likelihoodOf(likelihood, 1);
    this.encoder = new BlockEncoder(forEncoder, shape, latentChannels);
    this.quantConv = new Conv2d(forQuant, { in: latentChannels, out: codeChannels, kernel: 1 });
    this.quantize = codebookOf(forCodebook, { ...codebook, dimension: codeChannels });
    this.postQuantConv = new Conv2d(forPost, { in: codeChannels, out: latentChannels, kernel: 1 });
    this.decoder = new BlockDecoder(forDecoder, shape, config.norm === 'spatial' ? codeChannels : undefined);
  }

  get module(): Module {
    return this;
  }

  get likelihood(): Likelihood {
    return this.#likelihood;
  }

  get codebook(): Codebook {
    return this.quantize;
  }

  encode(images: Tensor): Tensor {
    const z = this.quantConv.forward(this.encoder.forward(signed(images))); // [B, H, W, C] -> [B, h, w, D]
    return this.normalized ? toUnitScale(z) : z;
  }

  output(codes: Tensor): Tensor {
    return this.decoder.forward(this.postQuantConv.forward(codes), codes);
  }

  decode(latents: Tensor): Tensor {
    return decodeCodes(this, latents);
  }
}
