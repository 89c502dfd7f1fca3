import { shiftTime } from '../../noise/flow.ts';
import type { SchedulerCall } from '../scheduler.ts';
import { checkSigmas, type Grid } from './interpolated-grid.ts';
import { sigmaSchedules } from './sigma-schedules.ts';
import { checkTimes, linspace } from './spacing.ts';

/** Options of {@link flowGrid}; see flow-match-euler.ts. */
export interface FlowGridOptions {
  readonly shift: number;
  readonly mu?: number | null;
  readonly timeShiftType?: 'exponential' | 'linear';
  readonly shiftTerminal?: number | null;
  readonly sigmaSchedule?: 'training' | 'karras' | 'exponential' | 'beta';
  readonly sigmas?: readonly number[] | null;
  readonly timesteps?: readonly number[] | null;
  readonly invertSigmas?: boolean;
  readonly equalSteps?: boolean;
}

/**
 * The grid of flows, whose noise level is the time divided by T. A constant shift moves both the ends of the range and what lies between
 * them, as diffusers has it: models were tuned with it so. A shift that depends on the picture's size (mu) moves what lies between only.
 */
export function flowGrid({ process: { trainingSteps }, steps }: SchedulerCall, options: FlowGridOptions): Grid {
  const { shift, mu = null, timeShiftType = 'exponential', shiftTerminal, sigmaSchedule = 'training', equalSteps = false } = options;
  const moved = (sigma: number) => shiftTime(sigma, mu === null ? shift : timeShiftType === 'exponential' ? Math.exp(mu) : mu);
  const end = (sigma: number) => (mu === null ? moved(sigma) : sigma);
  let sigmas = (writtenDown(options, steps, trainingSteps) ?? linspace(end(1), end(1 / (equalSteps ? steps : trainingSteps)), steps)).map(moved);
  if (shiftTerminal) sigmas = stretchedTo(sigmas, shiftTerminal);
  if (sigmaSchedule !== 'training') sigmas = sigmaSchedules[sigmaSchedule](sigmas[0]!, sigmas.at(-1)!, steps);
  const reached = options.invertSigmas === true ? sigmas.map((sigma) => 1 - sigma) : sigmas;
  const times = options.timesteps && options.invertSigmas !== true ? options.timesteps : reached.map((sigma) => sigma * trainingSteps);
  return { times, sigmas: [...reached, options.invertSigmas === true ? 1 : 0] };
}

function writtenDown({ sigmas, timesteps }: FlowGridOptions, steps: number, trainingSteps: number): readonly number[] | undefined {
  if (timesteps) checkTimes(timesteps, steps, trainingSteps + 1);
  if (sigmas) checkSigmas(sigmas, steps);
  return sigmas ?? timesteps?.map((time) => time / trainingSteps);
}

/** Stretched so that the last is `terminal` (Lightricks 2024, LTX-Video, arXiv:2501.00103). */
export function stretchedTo(sigmas: readonly number[], terminal: number): number[] {
  const scale = (1 - sigmas.at(-1)!) / (1 - terminal);
  return sigmas.map((sigma) => 1 - (1 - sigma) / scale);
}
