import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { combine } from '../combine.ts';
import { shiftTime } from '../noise/flow.ts';
import { defineScheduler } from './define.ts';
import { lambdaOf } from './dpm-solver/integrals.ts';
import { isSame } from './dpm-solver/multistep.ts';
import { checkEnd, solverOutput } from './dpm-solver/output.ts';
import { stretchedTo } from './grids/flow-grid.ts';
import { checkSigmas, type Grid } from './grids/interpolated-grid.ts';
import { karrasSigmas } from './grids/sigma-schedules.ts';
import { finalFlowSigma, solverGrid } from './grids/solver-grid.ts';
import { linspace } from './grids/spacing.ts';
import { finalSigmasType, flowShift, sigmaRange, sigmaSchedule, stepsOffset, thresholding, timesteps, timestepSpacing } from './options.ts';
import { flowLevel, planOf, preservedLevel } from './plan.ts';
import type { SchedulerCall } from './scheduler.ts';
import { uniWeights, type UniWeights } from './unipc-weights.ts';

const options = z.object({
  timestepSpacing: timestepSpacing('linspace'),
  stepsOffset,
  timesteps,
  sigmas: z.array(z.number()).min(1).nullable().default(null).describe('Of flows: the noise levels themselves, before they are moved.').meta({ advanced: true }),
  sigmaSchedule,
  ...sigmaRange,
  solverOrder: z.int().min(1).max(5).default(2).describe('How many predictions a step is made from.'),
  solverType: z.enum(['bh1', 'bh2']).default('bh2').describe('B(h): h, or e^h - 1, which is better with strong guidance.').meta({ advanced: true }),
  predictX0: z.boolean().default(true).describe('Integrate over the clean sample, else over the noise.').meta({ advanced: true }),
  lowerOrderFinal: z.boolean().default(true).describe('Take lower orders at the end.').meta({ advanced: true }),
  disableCorrector: z.array(z.int().min(0)).default([]).describe('Steps that are not corrected, counted from 0.').meta({ advanced: true }),
  finalSigmasType,
  flowShift,
  mu: z.number().nullable().default(null).describe('Of flows: moves by e^mu (or mu) instead of flowShift.').meta({ advanced: true }),
  timeShiftType: z.enum(['exponential', 'linear']).default('exponential').describe('Whether by e^mu or mu.').meta({ advanced: true }),
  shiftTerminal: z.number().min(0).max(1).nullable().default(null).describe('Of flows: stretch the noise levels so that the last is this.').meta({ advanced: true }),
  ...thresholding,
});

/**
 * Zhao et al. 2023, "UniPC: a unified predictor-corrector framework for fast sampling of diffusion models", arXiv:2302.04867: what a step
 * predicted is corrected by the prediction of the next, which has to be made anyway (algorithms 1 and 2).
 */
export const unipc = defineScheduler({
  id: 'unipc',
  title: 'UniPC',
  description: 'One prediction a step, which also corrects the step before; good from 6 steps.',
  options,
  predictions: ['noise', 'sample', 'velocity', 'flow'],
  processes: ['variancePreserving', 'flow'],
  plan(call, given) {
    const { solverOrder, predictX0 } = given;
    const { times, sigmas } = call.process.kind === 'flow' ? flowGrid(call, given) : solverGrid(call, { ...given, finalSigmasType: given.finalSigmasType === 'sigmaMin' ? 'last' : given.finalSigmasType });
    checkEnd(predictX0 ? 'dpmsolver++' : 'dpmsolver', sigmas);
    const levels = sigmas.map(call.process.kind === 'flow' ? flowLevel : preservedLevel);
    const lambdas = levels.map(lambdaOf);
    const orderAt = (i: number, known: number): number => {
      if (i + 1 === times.length && sigmas.at(-1) === 0) return 1;
      return Math.min(given.lowerOrderFinal ? Math.min(solverOrder, times.length - i) : solverOrder, known);
    };
    const weightsAt = (i: number, order: number, corrects: boolean): UniWeights =>
      uniWeights({ from: levels[i]!, to: levels[i + 1]!, lambdas: [lambdas[i + 1]!, ...Array.from({ length: order }, (_, k) => lambdas[i - k]!)], overClean: predictX0, solverType: given.solverType, corrects });
    return planOf({
      times,
      sigmas,
      level: (i) => levels[i]!,
      // Remembered: x where the step before began, then its predictions, the latest first.
      step({ x: predicted, history }, said, i) {
        const { clean, output } = solverOutput(predictX0, call.prediction, said, predicted, levels[i]!, given);
        const [start, ...before] = history as [Tensor?, ...Tensor[]];
        const corrects = start !== undefined && !given.disableCorrector.includes(i - 1);
        const x = corrects ? advanced(start, before, weightsAt(i - 1, orderAt(i - 1, before.length), true), output) : predicted;
        const outputs = [output, ...before].slice(0, solverOrder);
        // A step between equal noise levels goes nowhere.
        const next = isSame(sigmas[i]!, sigmas[i + 1]!) ? combine([1, x]) : advanced(x, outputs, weightsAt(i, orderAt(i, outputs.length), false));
        return { x: next, clean, history: [x, ...outputs] };
      },
    });
  },
});

function advanced(x: Tensor, outputs: readonly Tensor[], weights: UniWeights, ahead?: Tensor): Tensor {
  return combine([weights.x, x], ...weights.outputs.map((weight, k) => [weight, outputs[k]!] as const), ...(ahead === undefined ? [] : [[weights.ahead, ahead] as const]));
}

/** Of flows: N + 1 noise levels from 1, moved towards noise, without the last; alpha is never quite 0, so that it has a logarithm. */
function flowGrid({ process: { trainingSteps }, steps }: SchedulerCall, given: z.output<typeof options>): Grid {
  const { mu, sigmaSchedule: schedule, sigmaMin, sigmaMax } = given;
  if (given.sigmas !== null) checkSigmas(given.sigmas, steps);
  let sigmas: number[];
  if (schedule === 'karras' && sigmaMin !== null && sigmaMax !== null) {
    sigmas = karrasSigmas(sigmaMax, sigmaMin, steps).map((sigma) => sigma / (sigma + 1));
  } else {
    const shift = mu === null ? given.flowShift : given.timeShiftType === 'exponential' ? Math.exp(mu) : mu;
    sigmas = (given.sigmas ?? linspace(1, 1 / trainingSteps, steps + 1).slice(0, -1)).map((sigma) => shiftTime(sigma, shift));
    if (given.shiftTerminal) sigmas = stretchedTo(sigmas, given.shiftTerminal);
    if (Math.abs(sigmas[0]! - 1) < 1e-6) sigmas[0]! -= 1e-6;
  }
  return { times: sigmas.map((sigma) => Math.trunc(sigma * trainingSteps)), sigmas: [...sigmas, finalFlowSigma(sigmas, given.finalSigmasType)] };
}
