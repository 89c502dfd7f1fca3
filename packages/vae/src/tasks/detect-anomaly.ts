import { batched, checkOnePicture, type RunCall, task } from '@figment/core/plugin';
import { abs, max, reshape, sub, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { ScoreQuantiles } from '../calibration/score-quantiles.ts';
import type { GaussianAutoencoder } from '../gaussian/autoencoder.ts';
import { anomalyScores, rebuild } from '../metrics/anomaly-scores.ts';

const options = z.object({
  score: z.enum(anomalyScores).default('mse').describe('How the error is measured: squared, absolute, squared relative to the brightness of the picture, or by the evidence lower bound (which mostly measures greyness).'),
  quantile: z.number().min(0).max(1).default(0.99).describe('The threshold is the score that this part of the training pictures stays below.'),
});

export const detectAnomalyTask = task({
  title: 'Detect anomalies',
  description: 'What the model has not learnt it rebuilds badly: tells how badly, against what is usual for its training pictures.',
  input: { image: 'image' },
  options,
  output: 'score',
});

/** What detecting an anomaly yields on the way. */
export interface AnomalyStep extends SamplingStep<Tensor> {
  /** Largest absolute error over the channels, [H, W, 1] in [0, 1]: where the picture is odd. `sample` is the rebuilt picture. */
  readonly error: Tensor;
}

/** How odd a picture is. */
export interface Anomaly {
  readonly score: number;
  readonly threshold: number;
  /** score > threshold */
  readonly anomalous: boolean;
}

/** @throws FigmentError `NOT_CALIBRATED` */
export async function* detectAnomaly(
  autoencoder: GaussianAutoencoder,
  usual: ScoreQuantiles,
  { image }: { image: Tensor },
  { score: name, quantile }: z.output<typeof options>,
  { wait }: RunCall,
): AsyncGenerator<AnomalyStep, Anomaly, undefined> {
  const { imageShape } = autoencoder;
  checkOnePicture('image', image);
  const threshold = await wait(usual.threshold(name, quantile, wait));
  const { sample, error, scored } = tidy(() => {
    const { pictures, scores } = rebuild(autoencoder, batched(image));
    const rebuilt = reshape(pictures, [...imageShape]);
    return { sample: rebuilt, error: max(abs(sub(rebuilt, reshape(image, [...imageShape]))), 2, true), scored: scores[name] };
  });
  yield { step: 1, of: 1, sample, error };
  const [score] = await wait(scored.data());
  return { score: score as number, threshold, anomalous: (score as number) > threshold };
}
