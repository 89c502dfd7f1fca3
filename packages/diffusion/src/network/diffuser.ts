import type { DenoiserCondition } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

import { weigh } from '../noise/levels.ts';
import type { Prediction } from '../noise/prediction.ts';
import type { NoiseLevel, NoiseProcess } from '../noise/process.ts';

/** What a network is shown beside the noisy sample, as further channels of it. */
export interface Shown {
  /** What it took the clean sample to be a step before, [B, ...shape]; zeros where nothing is known. */
  readonly clean?: Tensor | undefined;
  /** The small picture that is enlarged, as large as the sample already, [B, ...shape]. */
  readonly small?: Tensor | undefined;
}

/** A trained denoiser, with what has to be known to sample from it. */
export interface Diffuser {
  /** Of a sample: [H, W, C], [T, C] or [F, H, W, C]. */
  readonly shape: readonly number[];
  readonly process: NoiseProcess;
  readonly prediction: Prediction;
  /** Whether it is shown what it took the clean sample to be. */
  readonly selfConditioning: boolean;
  /** x: [B, ...shape], scaled as a plan's `scaleInput` does; times: of each example, in the scale of the process -> what the network says, [B, ...shape] */
  predict(x: Tensor, times: ArrayLike<number>, condition: DenoiserCondition, shown?: Shown): Tensor;
}

/** Between what people see or hear, and what is diffused. */
export interface Space {
  /** Of what comes in: [H, W, C]. */
  readonly outer: readonly number[];
  /** Values at a border, [B, ...outer] -> what is diffused, [B, ...shape]. */
  encode(values: Tensor): Tensor;
  /** The other way, into the range of the border. */
  decode(x: Tensor): Tensor;
}

/**
 * What a network sees of noisy samples [B, ...]: as they are, but where noise is added on top, divided so that their variance is that of 1.
 * Karras et al. 2022 (EDM), arXiv:2206.00364, table 1, c_in.
 */
export function seenBy({ kind }: NoiseProcess, noisy: Tensor, levels: readonly NoiseLevel[]): Tensor {
  return kind === 'varianceExploding' ? weigh(levels, [({ sigma, dataDeviation = 1 }) => 1 / Math.hypot(sigma, dataDeviation), noisy]) : noisy;
}
