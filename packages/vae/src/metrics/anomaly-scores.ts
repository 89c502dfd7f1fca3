import { abs, add, div, mean, mul, squaredDifference, square, sub, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { GaussianAutoencoder } from '../gaussian/autoencoder.ts';
import { klDivergence } from '../gaussian/kl-divergence.ts';
import { pixelCount } from '../image-codec.ts';

/**
 * Ways to say how badly a picture is rebuilt from its posterior's mean; all of pixels in [0, 1], more = odder.
 * - `mse`: mean squared error, the safe choice.
 * - `mae`: mean absolute error.
 * - `relativeMse`: squared error over the picture's own energy, for thin shapes on black.
 * - `negativeElbo`: nats a pixel. Mostly measures how grey a picture is: for comparison only.
 */
export const anomalyScores = ['mse', 'mae', 'relativeMse', 'negativeElbo'] as const;
/** The name of a score. */
export type AnomalyScore = (typeof anomalyScores)[number];

/** A black picture has next to no energy. */
const LEAST_ENERGY = 1e-6;

/** What a model makes of pictures. */
export type Rebuilt = {
  /** The posterior's means, [B, ...latent]. */
  readonly latents: Tensor;
  /** [B, H, W, C] in [0, 1]. */
  readonly pictures: Tensor;
  /** Every score of every picture, [B] each. */
  readonly scores: Readonly<Record<AnomalyScore, Tensor>>;
};

/**
 * Rebuilds pictures from the means of their posteriors, and scores how well that went.
 *
 * @param images [B, H, W, C] in [0, 1].
 */
export function rebuild(autoencoder: GaussianAutoencoder, images: Tensor): Rebuilt {
  const posterior = autoencoder.posterior(images);
  const output = autoencoder.output(posterior.mean);
  const pictures = autoencoder.likelihood.picture(output);
  const squared = squaredDifference(pictures, images);
  const pixels = [1, 2, 3];
  const negativeElbo = sub(klDivergence(posterior), autoencoder.likelihood.logLikelihood(images, output));
  return {
    latents: posterior.mean,
    pictures,
    scores: {
      mse: mean(squared, pixels),
      mae: mean(abs(sub(pictures, images)), pixels),
      relativeMse: div(sum(squared, pixels), add(sum(square(images), pixels), LEAST_ENERGY)),
      negativeElbo: mul(negativeElbo, 1 / pixelCount(autoencoder)),
    },
  };
}
