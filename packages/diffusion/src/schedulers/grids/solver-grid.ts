import { shiftTime } from '../../noise/flow.ts';
import { ratioTable } from '../../noise/ratio-table.ts';
import { invalidSchedule } from '../define.ts';
import type { SchedulerCall } from '../scheduler.ts';
import type { Grid } from './interpolated-grid.ts';
import { sigmaSchedules } from './sigma-schedules.ts';
import { checkTimes, linspace, roundHalfEven, type Spacing, solverTimes } from './spacing.ts';

/** Options of {@link solverGrid}; see options.ts. */
export interface SolverGridOptions {
  readonly timestepSpacing: Spacing;
  readonly stepsOffset: number;
  readonly timesteps: readonly number[] | null;
  readonly sigmaSchedule: keyof typeof sigmaSchedules | 'training';
  readonly sigmaMin?: number | null;
  readonly sigmaMax?: number | null;
  /** `last`: that of the last step again, unless the levels are those of training. */
  readonly finalSigmasType: 'zero' | 'sigmaMin' | 'last' | number;
  /** log(alpha / sigma) below which no step is taken. */
  readonly lambdaMinClipped?: number | null;
  /** Whether times between two whole ones go to the nearest; else they go to the lower. */
  readonly nearestTimes?: boolean;
  readonly flowShift: number;
}

/**
 * The grid of solvers that count in lambda = log(alpha / sigma) (DPM-Solver, UniPC, DEIS): whole times, of which the last of N + 1 is left
 * out; other schedules lie in the range of all training.
 */
export function solverGrid(call: SchedulerCall, options: SolverGridOptions): Grid {
  return call.process.kind === 'flow' ? flowGrid(call, options) : tableGrid(call, options);
}

function tableGrid({ process, steps }: SchedulerCall, options: SolverGridOptions): Grid {
  const { timesteps, timestepSpacing, stepsOffset, sigmaSchedule, finalSigmasType, lambdaMinClipped, nearestTimes = true } = options;
  const table = ratioTable(process);
  const { ratios } = table;
  if (timesteps !== null && sigmaSchedule !== 'training') throw invalidSchedule(`timesteps need the noise levels of training, got sigmaSchedule ${sigmaSchedule}.`);
  const clipped = ratios.filter((ratio) => -Math.log(ratio) < (lambdaMinClipped ?? -Infinity)).length;
  let times = timesteps === null ? solverTimes(timestepSpacing, steps, ratios.length, stepsOffset, ratios.length - clipped) : checkTimes(timesteps, steps, ratios.length);
  let sigmas = times.map(table.at);
  if (sigmaSchedule !== 'training') {
    sigmas = sigmaSchedules[sigmaSchedule](options.sigmaMax ?? ratios.at(-1)!, options.sigmaMin ?? ratios[0]!, steps);
    const isRounded = nearestTimes && (sigmaSchedule === 'karras' || sigmaSchedule === 'lu');
    times = sigmas.map(table.timeOf).map(isRounded ? roundHalfEven : Math.trunc);
  }
  const last = { zero: 0, sigmaMin: ratios[0]!, last: sigmaSchedule === 'training' ? ratios[0]! : sigmas.at(-1)! };
  return { times, sigmas: [...sigmas, typeof finalSigmasType === 'number' ? finalSigmasType : last[finalSigmasType]] };
}

/** Of flows: N + 1 noise levels from 1 - 1 / T to 0, moved towards noise, without the last. */
function flowGrid({ process: { trainingSteps }, steps }: SchedulerCall, { flowShift, finalSigmasType, timesteps, sigmaSchedule }: SolverGridOptions): Grid {
  if (timesteps !== null || sigmaSchedule !== 'training') throw invalidSchedule('flows are solved at evenly spread noise levels, moved by flowShift; timesteps and sigmaSchedule are for other processes.');
  const sigmas = linspace(1, 1 / trainingSteps, steps + 1).reverse().map((alpha) => shiftTime(1 - alpha, flowShift)).slice(0, -1);
  return { times: sigmas.map((sigma) => Math.trunc(sigma * trainingSteps)), sigmas: [...sigmas, finalFlowSigma(sigmas, finalSigmasType)] };
}

/** The noise level after the last step of a flow. */
export function finalFlowSigma(sigmas: readonly number[], finalSigmasType: SolverGridOptions['finalSigmasType']): number {
  return typeof finalSigmasType === 'number' ? finalSigmasType : finalSigmasType === 'zero' ? 0 : sigmas.at(-1)!;
}
