import { tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import { FigmentError, type Tensor } from '@figment/core';

import type { GaussianAutoencoder } from '../gaussian/autoencoder.ts';
import type { ImageBatch } from '../gaussian/objective.ts';
import { latentSize } from '../image-codec.ts';
import { type AnomalyScore, anomalyScores, rebuild } from '../metrics/anomaly-scores.ts';
import { fitMixture } from '../mixture/fit-mixture.ts';
import { principalAxes } from '../mixture/principal-axes.ts';
import type { LatentAxes } from './latent-axes.ts';
import type { LatentPrior } from './latent-prior.ts';
import type { LatentScale } from './latent-scale.ts';
import { Reservoir } from './reservoir.ts';
import type { ScoreQuantiles } from './score-quantiles.ts';

/** What is learnt from the data after training, without a gradient. */
export interface Calibrated {
  readonly scores: ScoreQuantiles;
  readonly axes: LatentAxes;
  /** Where latents are vectors. */
  readonly prior?: LatentPrior | undefined;
  /** Where they are pictures. */
  readonly latentScale?: LatentScale | undefined;
}

/** The mixture and the axes are fitted to so many latents at most, and to so many numbers in all. */
const MOST_LATENTS = 4096, MOST_NUMBERS = 2 ** 22;

/**
 * Fits the prior and the main directions of the latent space to posterior means, and learns how badly training pictures are rebuilt.
 *
 * @throws FigmentError `DATA_EMPTY`
 */
export async function calibrate(
  autoencoder: GaussianAutoencoder,
  { scores, axes, prior, latentScale }: Calibrated,
  batches: AsyncIterable<ImageBatch>,
  { key, signal }: { key: Key; signal: AbortSignal },
): Promise<void> {
  const [forSample, forAxes, forMixture] = split(key, 3);
  const dimension = latentSize(autoencoder);
  const latents = new Reservoir(forSample, { capacity: Math.min(MOST_LATENTS, Math.ceil(MOST_NUMBERS / dimension)), dimension });
  const seen = Object.fromEntries(anomalyScores.map((name) => [name, [] as number[]])) as Record<AnomalyScore, number[]>;
  for await (const { image } of batches) {
    signal.throwIfAborted();
    const read = await readBatch(autoencoder, image);
    latents.add(read.latents);
    for (const name of anomalyScores) for (const score of read.scores[name]) seen[name].push(score);
  }
  const points = latents.points();
  if (points.count === 0) throw new FigmentError('DATA_EMPTY', 'calibrate() needs at least one batch of pictures, got none.');
  scores.write(seen);
  axes.write(principalAxes(points, axes.directions.shape[0], forAxes));
  latentScale?.write(points);
  if (prior === undefined) return;
  const { components, covariance } = await prior.read();
  const { mixture } = await fitMixture(points, { components, covariance, key: forMixture, signal });
  prior.write(mixture);
}

interface Read {
  readonly latents: Float32Array;
  readonly scores: Readonly<Record<AnomalyScore, Float32Array>>;
}

async function readBatch(autoencoder: GaussianAutoencoder, image: Tensor): Promise<Read> {
  const { latents, scores } = tidy(() => {
    const rebuilt = rebuild(autoencoder, image);
    return { latents: rebuilt.latents, scores: rebuilt.scores };
  });
  const tensors = [latents, ...anomalyScores.map((name) => scores[name])];
  try {
    const [rows, ...values] = (await Promise.all(tensors.map((each) => each.data()))) as Float32Array[];
    return {
      latents: (rows as Float32Array).slice(),
      scores: Object.fromEntries(anomalyScores.map((name, i) => [name, (values[i] as Float32Array).slice()])) as unknown as Read['scores'],
    };
  } finally {
    for (const each of tensors) each.dispose();
  }
}
