import type { NoiseLevel, NoiseProcess } from '../../noise/process.ts';
import { timeOfSigma } from '../../noise/variance-exploding.ts';
import type { SchedulerCall } from '../scheduler.ts';
import type { Grid } from './interpolated-grid.ts';
import { exponentialSigmas, karrasSigmas } from './sigma-schedules.ts';

/** Options of {@link edmGrid}; see edm-options.ts. */
export interface EdmGridOptions {
  readonly sigmaSchedule: 'karras' | 'exponential';
  readonly rho: number;
  readonly finalSigmasType: 'zero' | 'sigmaMin' | number;
}

/** The grid of EDM: from the most to the least noise that its process has (arXiv:2206.00364, eq. 5). */
export function edmGrid({ process, steps }: SchedulerCall, { sigmaSchedule, rho, finalSigmasType }: EdmGridOptions): Grid {
  const [low, high] = process.timeRange ?? [0, process.trainingSteps - 1];
  const [least, largest] = [process.at(low).sigma, process.at(high).sigma];
  const sigmas = sigmaSchedule === 'karras' ? karrasSigmas(largest, least, steps, rho) : exponentialSigmas(largest, least, steps);
  const last = finalSigmasType === 'zero' ? 0 : finalSigmasType === 'sigmaMin' ? sigmas.at(-1)! : finalSigmasType;
  return { times: sigmas.map(timeOfSigma), sigmas: [...sigmas, last] };
}

/** x_0 + sigma e, of data whose deviation the process knows. */
export function edmLevels(process: NoiseProcess): (sigma: number) => NoiseLevel {
  const { dataDeviation = 1 } = process.at(process.timeRange?.[0] ?? 0);
  return (sigma) => ({ alpha: 1, sigma, dataDeviation });
}
