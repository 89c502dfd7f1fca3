import type { Module } from '../nn/module.ts';
import type { Tensor } from '../tensor.ts';

/** Images to a smaller latent picture and back, as latent diffusion uses it (Rombach et al. 2022, arXiv:2112.10752). */
export interface LatentAutoencoder {
  readonly module: Module;
  readonly latentShape: readonly [height: number, width: number, channels: number];
  /** Standard deviation of the latents, one a channel (or one for all): divide by it before diffusing. */
  readonly scale: readonly number[];
  /**
   * images: float32 [B, H, W, C] in [0, 1] -> the posterior's mean, [B, h, w, c].
   *
   * @param noise unit normal, [B, h, w, c]: a draw of the posterior instead; an autoencoder without one passes it over
   */
  encode(images: Tensor, noise?: Tensor): Tensor;
  /** latents: float32 [B, h, w, c] -> images [B, H, W, C] in [0, 1]. */
  decode(latents: Tensor): Tensor;
}
