import { type RatioTable, ratioTable } from '../../noise/ratio-table.ts';
import { timeOfSigma } from '../../noise/variance-exploding.ts';
import { invalidSchedule } from '../define.ts';
import type { SchedulerCall } from '../scheduler.ts';
import { sigmaSchedules } from './sigma-schedules.ts';
import { checkTimes, linspace, roundHalfEven, type Spacing, spacedTimes } from './spacing.ts';

/** Where a solver stops on its way from noise to data. */
export interface Grid {
  /** What the denoiser is told at each stop. */
  readonly times: readonly number[];
  /** Noise levels, one more than times. */
  readonly sigmas: readonly number[];
}

/** Options of {@link interpolatedGrid}; see options.ts. */
export interface InterpolatedGridOptions {
  readonly timestepSpacing: Spacing;
  readonly stepsOffset: number;
  readonly timesteps: readonly number[] | null;
  readonly sigmaSchedule: 'training' | 'karras' | 'exponential' | 'beta';
  /** Noise levels that somebody wrote down, with that after the last step. */
  readonly sigmas?: readonly number[] | null;
  readonly sigmaMin?: number | null;
  readonly sigmaMax?: number | null;
  readonly finalSigmasType?: 'zero' | 'sigmaMin' | number;
  readonly interpolationType?: 'linear' | 'logLinear';
  /** The denoiser is told ln(sigma) / 4. */
  readonly continuous?: boolean;
  readonly wholeKarrasTimes?: boolean;
}

/**
 * The grid of solvers in the coordinates x / alpha, where the noise level is sigma / alpha (those of k-diffusion: Euler, Heun, LMS,
 * KDPM2): its times may be fractions, at which the noise level is interpolated; other schedules lie in the range of these levels.
 */
export function interpolatedGrid({ process, steps }: SchedulerCall, options: InterpolatedGridOptions): Grid {
  const table = ratioTable(process);
  const { times, sigmas } = options.sigmas ? writtenDown(options.sigmas, steps, table) : chosen(options, steps, table);
  return { times: options.continuous === true ? sigmas.slice(0, -1).map(timeOfSigma) : times, sigmas };
}

function chosen(options: InterpolatedGridOptions, steps: number, table: RatioTable): Grid {
  const { timesteps, timestepSpacing, stepsOffset, sigmaSchedule, sigmaMin, sigmaMax, finalSigmasType = 'zero' } = options;
  const trainingSteps = table.ratios.length;
  if (timesteps !== null && sigmaSchedule !== 'training') throw invalidSchedule(`timesteps need the noise levels of training, got sigmaSchedule ${sigmaSchedule}.`);
  let times = timesteps === null ? spacedTimes(timestepSpacing, steps, trainingSteps, stepsOffset) : checkTimes(timesteps, steps, trainingSteps);
  let sigmas = options.interpolationType === 'logLinear'
    ? linspace(Math.log(table.ratios.at(-1)!), Math.log(table.ratios[0]!), steps + 1).map(Math.exp)
    : times.map(table.at);
  if (sigmaSchedule !== 'training') {
    sigmas = sigmaSchedules[sigmaSchedule](sigmaMax ?? sigmas[0]!, sigmaMin ?? sigmas.at(-1)!, steps);
    times = sigmas.map(table.timeOf);
    if (options.wholeKarrasTimes === true && sigmaSchedule === 'karras') times = times.map(roundHalfEven);
  }
  const last = finalSigmasType === 'zero' ? 0 : finalSigmasType === 'sigmaMin' ? table.ratios[0]! : finalSigmasType;
  return { times, sigmas: [...sigmas, last] };
}

function writtenDown(sigmas: readonly number[], steps: number, table: RatioTable): Grid {
  checkSigmas(sigmas, steps + 1);
  return { times: sigmas.slice(0, -1).map(table.timeOf), sigmas };
}

/** Noise levels that somebody wrote down. @throws FigmentError `SCHEDULE_INVALID` */
export function checkSigmas(sigmas: readonly number[], count: number): void {
  if (sigmas.length !== count) throw invalidSchedule(`sigmas must be ${count} for these steps, got ${sigmas.length}.`);
  sigmas.forEach((sigma, i) => {
    if (!(sigma >= 0)) throw invalidSchedule(`sigmas[${i}] must be 0 or more, got ${sigma}.`);
    if (i > 0 && sigma >= sigmas[i - 1]!) throw invalidSchedule(`sigmas must fall, got ${sigmas[i - 1]!} before ${sigma} at sigmas[${i}].`);
  });
}

/** The size of x at the start, by diffusers' rule: leading times don't start at pure noise. */
export function initialScaleOf(sigmas: readonly number[], spacing: Spacing): number {
  const largest = Math.max(...sigmas);
  return spacing === 'leading' ? Math.hypot(largest, 1) : largest;
}
