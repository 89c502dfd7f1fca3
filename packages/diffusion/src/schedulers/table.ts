import { FigmentError } from '@figment/core';

import type { NoiseProcess } from '../noise/process.ts';
import type { SchedulerCall } from './scheduler.ts';

/** alphaBar of each whole time, of processes that preserve variance. */
export function alphaBars(process: NoiseProcess): Float64Array {
  return Float64Array.from({ length: process.trainingSteps }, (_, time) => process.at(time).alpha ** 2);
}

/** sigma / alpha of alphaBar. */
export const ratioOf = (alphaBar: number): number => Math.sqrt(1 / alphaBar - 1);

/** alpha and sigma of alphaBar. */
export const levelOf = (alphaBar: number) => ({ alpha: Math.sqrt(alphaBar), sigma: Math.sqrt(1 - alphaBar) });

/**
 * Where nothing is left of the data, the noise tells nothing about it.
 *
 * @throws FigmentError `SCHEDULER_MISMATCH`
 */
export function checkReadable({ process, prediction }: SchedulerCall, times: readonly number[]): void {
  const pure = times.find((time) => process.at(time).alpha === 0);
  if (pure !== undefined && prediction === 'noise') {
    throw new FigmentError('SCHEDULER_MISMATCH', `at time ${pure} nothing is left of the data (zero terminal SNR), so a prediction of noise can't be read there; it must be velocity or sample.`);
  }
}
