import * as z from 'zod';

import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { edmOptions, signed } from './edm-options.ts';
import { churned, churnedSigma, eulerStep, forgetful } from './euler-step.ts';
import { edmGrid, edmLevels } from './grids/edm-grid.ts';
import { churn } from './options.ts';
import { planOf } from './plan.ts';

/** Karras et al. 2022, EDM, arXiv:2206.00364, algorithm 2 without its second-order correction, in the paper's own noise levels and scales. */
export const edmEuler = defineScheduler({
  id: 'edm-euler',
  title: 'EDM Euler',
  description: 'One prediction a step, for models of EDM.',
  options: z.object({ ...edmOptions, ...churn }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['varianceExploding'],
  plan(call, options) {
    const { times, sigmas } = edmGrid(call, options);
    const level = edmLevels(call.process);
    const raised = sigmas.map((sigma) => churnedSigma(sigma, times.length, options));
    return planOf({
      times,
      sigmas,
      initialScale: Math.hypot(sigmas[0]!, 1),
      draws: times.map((_, i) => raised[i]! > sigmas[i]!),
      level: (i) => level(sigmas[i]!),
      inputScale: (i) => 1 / Math.hypot(sigmas[i]!, level(0).dataDeviation!), // c_in, table 1
      step(state, said, i, noise) {
        const [from, to] = [raised[i]!, sigmas[i + 1]!];
        const x = churned(state.x, noise, sigmas[i]!, from, options);
        const clean = cleanSample(call.prediction, signed(said, options.negated), x, level(from));
        return forgetful(eulerStep(x, clean, from, to), clean);
      },
    });
  },
});
