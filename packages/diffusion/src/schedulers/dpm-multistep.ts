import * as z from 'zod';

import { defineScheduler } from './define.ts';
import { multistepPlan } from './dpm-solver/multistep.ts';
import { solverGrid } from './grids/solver-grid.ts';
import { finalSigmasType, flowShift, lowerOrderFinal, solverOrder, stepsOffset, thresholding, timesteps, timestepSpacing } from './options.ts';
import { flowLevel, preservedLevel } from './plan.ts';

/**
 * DPM-Solver++ in many steps of one prediction each, of orders 1, 2M and 3M, also with noise on the way: Lu et al. 2022, arXiv:2211.01095,
 * algorithm 2; and DPM-Solver, Lu et al. 2022, arXiv:2206.00927.
 */
export const dpmMultistep = defineScheduler({
  id: 'dpm-multistep',
  title: 'DPM-Solver++ multistep',
  description: 'One prediction a step and one or two before it; good from 10 steps.',
  options: z.object({
    timestepSpacing: timestepSpacing('linspace'),
    stepsOffset,
    timesteps,
    sigmaSchedule: z.enum(['training', 'karras', 'exponential', 'beta', 'lu']).default('training').describe('How noise levels are spread: as in training, densest near the data (karras), evenly by logarithm (exponential, lu), or densest at both ends (beta).'),
    nearestTimes: z.boolean().default(true).describe('Round the times of karras and lu to the nearest; else down.').meta({ advanced: true }),
    solverOrder: solverOrder(2),
    algorithmType: z.enum(['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++']).default('dpmsolver++').describe('What is integrated: the clean sample (++) or the noise; with new noise on the way (sde).'),
    solverType: z.enum(['midpoint', 'heun']).default('midpoint').describe('How the second order weighs what it finds.').meta({ advanced: true }),
    lowerOrderFinal: lowerOrderFinal(true),
    eulerAtFinal: z.boolean().default(false).describe('Take the first order for the last step.').meta({ advanced: true }),
    finalSigmasType,
    lambdaMinClipped: z.number().nullable().default(null).describe('log(alpha / sigma) below which no step is taken, for cosine betas.').meta({ advanced: true }),
    flowShift,
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity', 'flow'],
  processes: ['variancePreserving', 'flow'],
  plan(call, options) {
    return multistepPlan(solverGrid(call, options), call.prediction, call.process.kind === 'flow' ? flowLevel : preservedLevel, options);
  },
});
