import { normal } from '@figment/core/random';
import { scalar } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { Objective } from '@figment/core/training';

import { klWeight, type KlAnnealing } from './annealing.ts';
import type { GaussianAutoencoder } from './autoencoder.ts';
import { elboTerms, type KlTerm } from './elbo.ts';

/** What an autoencoder of pictures learns from. */
export interface ImageBatch {
  /** float32 [B, H, W, C] in [0, 1]. */
  readonly image: Tensor;
}

/** Minimises the negative evidence lower bound, the weight of its KL term annealed. */
export function elboObjective(autoencoder: GaussianAutoencoder, { beta, freeBits, annealing }: KlTerm & { readonly annealing: KlAnnealing }): Objective<ImageBatch> {
  return {
    name: 'vae',
    parameters: () => autoencoder.module.namedParameters(),
    loss({ image }, { key, step, steps }) {
      const noise = normal(key, [image.shape[0], ...autoencoder.latentShape]);
      const weight = beta * klWeight(annealing, step, steps);
      const { loss, reconstruction, kl, elbo } = elboTerms(autoencoder, image, noise, { beta: weight, freeBits });
      return { loss, metrics: { reconstruction, kl, elbo, beta: scalar(weight) } };
    },
  };
}
