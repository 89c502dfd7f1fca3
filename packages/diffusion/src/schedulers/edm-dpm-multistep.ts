import * as z from 'zod';

import { defineScheduler } from './define.ts';
import { multistepPlan } from './dpm-solver/multistep.ts';
import { edmOptions, signed } from './edm-options.ts';
import { edmGrid, edmLevels } from './grids/edm-grid.ts';
import { lowerOrderFinal, solverOrder, thresholding } from './options.ts';

/** DPM-Solver++ (Lu et al. 2022, arXiv:2211.01095, algorithm 2) in EDM's coordinates (Karras et al. 2022, arXiv:2206.00364): alpha is 1. */
export const edmDpmMultistep = defineScheduler({
  id: 'edm-dpm-multistep',
  title: 'EDM DPM-Solver++ multistep',
  description: 'One prediction a step and one or two before it, for models of EDM.',
  options: z.object({
    ...edmOptions,
    solverOrder: solverOrder(2),
    algorithmType: z.enum(['dpmsolver++', 'sde-dpmsolver++']).default('dpmsolver++').describe('With new noise on the way (sde), or without.'),
    solverType: z.enum(['midpoint', 'heun']).default('midpoint').describe('How the second order weighs what it finds.').meta({ advanced: true }),
    lowerOrderFinal: lowerOrderFinal(true),
    eulerAtFinal: z.boolean().default(false).describe('Take the first order for the last step.').meta({ advanced: true }),
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['varianceExploding'],
  plan(call, options) {
    const grid = edmGrid(call, options);
    const level = edmLevels(call.process);
    const plan = multistepPlan(grid, call.prediction, level, options, {
      initialScale: Math.hypot(grid.sigmas[0]!, 1),
      inputScale: (i) => 1 / Math.hypot(grid.sigmas[i]!, level(0).dataDeviation!), // c_in, table 1
    });
    return { ...plan, step: (state, said, i, noise) => plan.step(state, signed(said, options.negated), i, noise) };
  },
});
