import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { combine } from '../combine.ts';
import { defineScheduler } from './define.ts';
import { singlestepWeights } from './dpm-solver/derivatives.ts';
import { lambdaOf, stepIntegrals } from './dpm-solver/integrals.ts';
import { checkEnd, solverOutput } from './dpm-solver/output.ts';
import { solverGrid } from './grids/solver-grid.ts';
import { finalSigmasType, flowShift, sigmaSchedule, solverOrder, thresholding, timesteps } from './options.ts';
import { flowLevel, planOf, preservedLevel } from './plan.ts';

/** DPM-Solver++ in steps of 1, 2 or 3 predictions each (2S, 3S): Lu et al. 2022, arXiv:2211.01095, algorithm 1. */
export const dpmSinglestep = defineScheduler({
  id: 'dpm-singlestep',
  title: 'DPM-Solver++ singlestep',
  description: 'Steps of two or three predictions that forget the ones before.',
  options: z.object({
    timesteps,
    sigmaSchedule,
    solverOrder: solverOrder(2),
    algorithmType: z.enum(['dpmsolver', 'dpmsolver++', 'sde-dpmsolver++']).default('dpmsolver++').describe('What is integrated: the clean sample (++) or the noise; with new noise on the way (sde).'),
    solverType: z.enum(['midpoint', 'heun']).default('midpoint').describe('How higher orders weigh what they find.').meta({ advanced: true }),
    lowerOrderFinal: z.boolean().default(false).describe('Take lower orders at the end; always where the calls are no multiple of the order, or the last goes to no noise.').meta({ advanced: true }),
    finalSigmasType,
    lambdaMinClipped: z.number().nullable().default(null).describe('log(alpha / sigma) below which no step is taken, for cosine betas.').meta({ advanced: true }),
    flowShift,
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity', 'flow'],
  processes: ['variancePreserving', 'flow'],
  plan(call, options) {
    const { solverOrder, algorithmType, solverType } = options;
    const { times, sigmas } = solverGrid(call, { ...options, timestepSpacing: 'linspace', stepsOffset: 0 });
    checkEnd(algorithmType, sigmas);
    const levels = sigmas.map(call.process.kind === 'flow' ? flowLevel : preservedLevel);
    const lambdas = levels.map(lambdaOf);
    const endsClean = sigmas.at(-1) === 0;
    const orders = ordersOf(times.length, solverOrder, options.lowerOrderFinal || endsClean || times.length % solverOrder !== 0, endsClean);
    return planOf({
      times,
      sigmas,
      draws: times.map(() => algorithmType.startsWith('sde')),
      starts: times.map((_, i) => i).filter((i) => orders[i] === 1),
      level: (i) => levels[i]!,
      step({ x, history }, said, i, noise) {
        const { clean, output } = solverOutput(algorithmType.endsWith('++'), call.prediction, said, x, levels[i]!, options);
        const order = orders[i]!;
        const [start, ...before] = order === 1 ? [x] : (history as [Tensor, ...Tensor[]]);
        const used = [output, ...before];
        const integrals = stepIntegrals(algorithmType, levels[i + 1 - order]!, levels[i + 1]!);
        const weights = singlestepWeights(integrals, solverType, [lambdas[i + 1]!, ...used.map((_, k) => lambdas[i - k]!)]);
        return { x: combine([integrals.x, start], ...used.map((each, k) => [weights[k]!, each] as const), ...(integrals.noise === 0 ? [] : [[integrals.noise, noise!] as const])), clean, history: [start, ...used] };
      },
    });
  },
});

/** The order of each call: 1, 2, 3, 1, 2, 3 ..., and fewer at the end. */
function ordersOf(calls: number, order: number, lowerFinal: boolean, endsClean: boolean): number[] {
  const orders = Array.from({ length: calls }, (_, i) => (i % order) + 1);
  // A whole last step is made of smaller ones: of three calls 1, 2, 1; of two 1, 1.
  if (lowerFinal && orders.at(-1) === order && order > 1) orders[calls - 1] = 1;
  if (endsClean) orders[calls - 1] = 1;
  return orders;
}
