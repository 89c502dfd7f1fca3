import type { Module } from '@figment/core/nn';
import type { Tensor } from '@figment/core';

import type { Likelihood } from '../gaussian/likelihood.ts';
import type { ImageCodec } from '../image-codec.ts';
import type { Codebook } from './codebook.ts';

/** What the objective and the tasks need of an autoencoder whose latent picture is made of codes. */
export interface VectorQuantizedAutoencoder extends ImageCodec {
  readonly module: Module;
  readonly likelihood: Likelihood;
  readonly codebook: Codebook;
  /** Only directions count: latents and codes have the length sqrt(D). Yu et al. 2022, "ViT-VQGAN", arXiv:2110.04627, section 3.2. */
  readonly normalized: boolean;
  /** images: [B, H, W, C] in [0, 1] -> before the codes take their places, [B, h, w, D]. */
  encode(images: Tensor): Tensor;
  /** Codes, [B, h, w, D] -> parameters of the likelihood, [B, H, W, C]. */
  output(codes: Tensor): Tensor;
}
