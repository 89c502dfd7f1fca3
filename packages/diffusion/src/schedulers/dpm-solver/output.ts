import type { Tensor } from '@figment/core';

import { noiseMix, type Prediction } from '../../noise/prediction.ts';
import type { NoiseLevel } from '../../noise/process.ts';
import { type CleanBounds, cleanSample, mixed, splitVariance } from '../clean-sample.ts';
import { invalidSchedule } from '../define.ts';
import type { Algorithm } from './integrals.ts';

/** What a solver integrates over, and what it takes for the clean sample. */
export interface SolverOutput {
  readonly clean: Tensor;
  readonly output: Tensor;
}

/**
 * Solvers that integrate over the noise can't go to where none is left.
 *
 * @throws FigmentError `SCHEDULE_INVALID`
 */
export function checkEnd(algorithm: Algorithm, sigmas: readonly number[]): void {
  if (!algorithm.endsWith('++') && sigmas.at(-1) === 0) throw invalidSchedule(`finalSigmasType must be sigmaMin or a noise level for algorithmType ${algorithm}, got zero.`);
}

/** A prediction as its clean sample (`overClean`) or its noise; where the clean sample is thresholded, the noise that fits it. */
export function solverOutput(overClean: boolean, kind: Prediction, said: Tensor, x: Tensor, level: NoiseLevel, bounds: CleanBounds): SolverOutput {
  const { mean } = splitVariance(said, x);
  const clean = cleanSample(kind, mean, x, level, bounds);
  if (overClean) return { clean, output: clean };
  return { clean, output: bounds.thresholding === true ? mixed(noiseMix('sample', level), clean, x) : mixed(noiseMix(kind, level), mean, x) };
}
