import type { Tensor } from '@figment/core';

import { type Levels, weigh } from './levels.ts';
import type { NoiseLevel } from './process.ts';

/**
 * What a denoiser says of x_t = alpha x_0 + sigma e:
 *
 * - `noise`: e (Ho et al. 2020, arXiv:2006.11239);
 * - `sample`: x_0;
 * - `velocity`: v = (alpha e - sigma x_0) / sqrt(alpha^2 + sigma^2) (Salimans and Ho 2022, arXiv:2202.00512, appendix D), of data that are
 *   divided by their deviation: with alpha = 1, EDM's network F with its sign turned (Karras et al. 2022, arXiv:2206.00364, eq. 7);
 * - `flow`: u = e - x_0 (Liu et al. 2023, arXiv:2209.03003; Esser et al. 2024, arXiv:2403.03206).
 */
export type Prediction = 'noise' | 'sample' | 'velocity' | 'flow';

/** All of them. */
export const predictions = ['noise', 'sample', 'velocity', 'flow'] as const satisfies readonly Prediction[];

/** What a prediction says about the data and about the noise. */
export interface Denoised {
  /** x_0 */
  readonly clean: Tensor;
  /** e */
  readonly noise: Tensor;
}

/** How x_t and a prediction are added up to something else. */
export interface Mix {
  readonly x: number;
  readonly prediction: number;
}

/** sqrt((alpha sigma_data)^2 + sigma^2): how large x_t is. */
function scaleOf({ alpha, sigma, dataDeviation = 1 }: NoiseLevel): { readonly data: number; readonly length: number } {
  const data = alpha * dataDeviation;
  return { data, length: Math.hypot(data, sigma) };
}

/** x_0 = mix.x x_t + mix.prediction p: each definition above, solved for x_0 with x_t = alpha x_0 + sigma e. */
export function cleanMix(kind: Prediction, level: NoiseLevel): Mix {
  const { alpha, sigma, dataDeviation = 1 } = level;
  const { data, length } = scaleOf(level);
  switch (kind) {
    case 'noise': return { x: 1 / alpha, prediction: -sigma / alpha };
    case 'sample': return { x: 0, prediction: 1 };
    case 'velocity': return { x: (dataDeviation * data) / length ** 2, prediction: (-dataDeviation * sigma) / length };
    case 'flow': return { x: 1 / (alpha + sigma), prediction: -sigma / (alpha + sigma) };
  }
}

/** e = mix.x x_t + mix.prediction p. */
export function noiseMix(kind: Prediction, level: NoiseLevel): Mix {
  const { alpha, sigma } = level;
  const { data, length } = scaleOf(level);
  switch (kind) {
    case 'noise': return { x: 0, prediction: 1 };
    case 'sample': return { x: 1 / sigma, prediction: -alpha / sigma };
    case 'velocity': return { x: sigma / length ** 2, prediction: data / length };
    case 'flow': return { x: 1 / (alpha + sigma), prediction: alpha / (alpha + sigma) };
  }
}

/**
 * x_0 and e from a prediction.
 *
 * @param x Noisy, [B, ...].
 * @param prediction [B, ...].
 * @param levels One for all, or one for each of B.
 */
export function denoised(kind: Prediction, prediction: Tensor, x: Tensor, levels: Levels): Denoised {
  const mixed = (mix: (kind: Prediction, level: NoiseLevel) => Mix): Tensor =>
    weigh(levels, [(level) => mix(kind, level).x, x], [(level) => mix(kind, level).prediction, prediction]);
  return { clean: mixed(cleanMix), noise: mixed(noiseMix) };
}

/**
 * What a denoiser ought to say: the target of its training.
 *
 * @param clean x_0, [B, ...].
 * @param noise e, [B, ...].
 * @param levels One for all, or one for each of B.
 */
export function predictionTarget(kind: Prediction, clean: Tensor, noise: Tensor, levels: Levels): Tensor {
  return weigh(levels, [(level) => targetMix(kind, level).clean, clean], [(level) => targetMix(kind, level).noise, noise]);
}

function targetMix(kind: Prediction, level: NoiseLevel): { readonly clean: number; readonly noise: number } {
  const { data, length } = scaleOf(level);
  switch (kind) {
    case 'noise': return { clean: 0, noise: 1 };
    case 'sample': return { clean: 1, noise: 0 };
    case 'velocity': return { clean: -level.sigma / (length * (level.dataDeviation ?? 1)), noise: data / length };
    case 'flow': return { clean: -1, noise: 1 };
  }
}
