import type { Tensor } from '@figment/core';
import type { Module } from '@figment/core/nn';

import type { Pass } from './pass.ts';

/**
 * Makes pictures of noise, in two parts: z becomes styles, styles become a picture. Where nothing lies between them (DCGAN), the one
 * style is z itself, and all that works on styles works there too.
 */
export interface Generator extends Module {
  /** Of z. */
  readonly latentSize: number;
  /** How many styles drive a picture, coarse to fine; 1 where one drives it all. */
  readonly styleLayers: number;
  /** Length of one style. */
  readonly styleSize: number;
  /**
   * z: [B, latentSize], unit normal; labels: int32 [B] for a model of classes -> [B, styleLayers, styleSize].
   */
  styles(z: Tensor, labels: Tensor | undefined, pass: Pass): Tensor;
  /** styles: [B, styleLayers, styleSize] -> pictures [B, H, W, C] in [-1, 1]. */
  synthesize(styles: Tensor, labels: Tensor | undefined, pass: Pass): Tensor;
  /** Towards the mean style of labels: mean + psi (style - mean). StyleGAN's truncation trick (Karras et al. 2019, arXiv:1812.04948, B). */
  truncate(styles: Tensor, psi: number, labels: Tensor | undefined): Tensor;
  /** The linear maps through which a picture is made of one of its styles, each [styleSize, any]: directions in closed form are found in them. Inside a `tidy`. */
  styleMaps(layer: number): readonly Tensor[];
}
