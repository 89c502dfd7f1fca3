import { buffer, Module } from '@figment/core/nn';
import { eye, slice, zeros } from '@figment/core/ops';
import type { Buffer } from '@figment/core';

import type { PrincipalAxes } from '../mixture/principal-axes.ts';
import { assign } from './latent-prior.ts';

/** How many directions of the latent space are offered as sliders. */
export const AXES = 8;

/** The main directions of the latent space, for whoever wants to move in it by hand: unit vectors until they are fitted. */
export class LatentAxes extends Module {
  /** [axes, D], each as long as the standard deviation along it. */
  readonly directions: Buffer;
  /** The mean latent, [D]. */
  readonly mean: Buffer;

  constructor({ dimension }: { dimension: number }) {
    super();
    this.directions = buffer(() => slice(eye(dimension), [0, 0], [Math.min(AXES, dimension), dimension]));
    this.mean = buffer(() => zeros([dimension]));
  }

  write({ mean, axes }: PrincipalAxes): void {
    assign(this.mean, mean);
    assign(this.directions, axes);
  }
}
