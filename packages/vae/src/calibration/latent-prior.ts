import { buffer, Module } from '@figment/core/nn';
import { expandDims, eye, fill, ones, tensor, tidy, tile, zeros } from '@figment/core/ops';
import type { Wait } from '@figment/core/plugin';
import type { Buffer } from '@figment/core';

import type { Covariance, GaussianMixture } from '../mixture/gaussian-mixture.ts';

/**
 * What new latents are drawn from: a mixture of Gaussians over latent vectors, kept in buffers. N(0, I), the prior of training, until a
 * mixture is fitted to where the training pictures lie, which is where the decoder knows what to do.
 * Ghosh et al. 2020, "From variational to deterministic autoencoders", arXiv:1903.12436, section 4: ex-post density estimation.
 */
export class LatentPrior extends Module {
  /** [K] */
  readonly weights: Buffer;
  /** [K, D] */
  readonly means: Buffer;
  /** Lower triangular [K, D, D], or standard deviations [K, D]. */
  readonly factors: Buffer;
  readonly #covariance: Covariance;

  constructor({ components, dimension, covariance }: { components: number; dimension: number; covariance: Covariance }) {
    super();
    this.#covariance = covariance;
    this.weights = buffer(() => fill([components], 1 / components));
    this.means = buffer(() => zeros([components, dimension]));
    this.factors = buffer(() => (covariance === 'full' ? tile(expandDims(eye(dimension), 0), [components, 1, 1]) : ones([components, dimension])));
  }

  /** Reads the mixture into host memory. `wait` as in a task's call. */
  async read(wait: Wait = (promise) => promise): Promise<GaussianMixture> {
    const [components, dimension] = this.means.shape as [number, number];
    return {
      components, dimension, covariance: this.#covariance,
      weights: await wait(this.weights.data()), means: await wait(this.means.data()), factors: await wait(this.factors.data()),
    };
  }

  /** Takes a mixture of the same shape. */
  write({ weights, means, factors }: GaussianMixture): void {
    assign(this.weights, weights);
    assign(this.means, means);
    assign(this.factors, factors);
  }
}

/** Puts host numbers into a buffer. */
export function assign(target: Buffer, values: ArrayLike<number>): void {
  tidy(() => { target.assign(tensor(Float32Array.from(values), target.shape, 'float32')); });
}
