import type { ImageShape } from '@figment/core/plugin';
import type { Tensor } from '@figment/core';


/** Pictures to latents and back: what the tasks of every autoencoder here need. */
export interface ImageCodec {
  readonly imageShape: ImageShape;
  /** [D], or [h, w, c] of a latent picture. */
  readonly latentShape: readonly number[];
  /** images: [B, H, W, C] in [0, 1] -> [B, ...latent]; draws nothing. */
  encode(images: Tensor): Tensor;
  /** latents: [B, ...latent] -> [B, H, W, C] in [0, 1]. */
  decode(latents: Tensor): Tensor;
}

/** Number of values of an example's latent. */
export function latentSize({ latentShape }: ImageCodec): number {
  return latentShape.reduce((product, length) => product * length, 1);
}

/** Number of values of a picture. */
export function pixelCount({ imageShape: [height, width, channels] }: ImageCodec): number {
  return height * width * channels;
}
