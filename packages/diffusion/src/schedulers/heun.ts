import * as z from 'zod';

import { combine } from '../combine.ts';
import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { eulerStep } from './euler-step.ts';
import { initialScaleOf, interpolatedGrid } from './grids/interpolated-grid.ts';
import { evenCalls, heunCall, twice } from './heun-steps.ts';
import { clipping, sigmaSchedule, stepsOffset, timesteps, timestepSpacing } from './options.ts';
import { explodedLevel, planOf } from './plan.ts';

/** Heun's method of second order for dx / dsigma = (x - x_0) / sigma (Karras et al. 2022, EDM, arXiv:2206.00364, algorithm 1). */
export const heun = defineScheduler({
  id: 'heun',
  title: 'Heun',
  description: 'Two predictions a step; precise.',
  options: z.object({ timestepSpacing: timestepSpacing('linspace'), stepsOffset, timesteps, sigmaSchedule, ...clipping(false) }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const grid = interpolatedGrid(call, options);
    const sigmas = twice(grid.sigmas, 1);
    return planOf({
      times: twice(grid.times),
      sigmas,
      initialScale: initialScaleOf(sigmas, options.timestepSpacing),
      starts: evenCalls(sigmas.length - 1),
      level: (i) => explodedLevel(sigmas[i]!),
      inputScale: (i) => 1 / Math.hypot(sigmas[i]!, 1),
      step(state, said, i) {
        const sigma = sigmas[i]!;
        const clean = cleanSample(call.prediction, said, state.x, explodedLevel(sigma), options);
        const slope = combine([1 / sigma, state.x], [-1 / sigma, clean]);
        if (i % 2 === 0) return heunCall(state, { start: state.x, end: eulerStep(state.x, clean, sigma, sigmas[i + 1]!) }, clean, slope, sigmas[i + 1]! - sigma);
        return heunCall(state, undefined, clean, slope, sigma - sigmas[i - 1]!);
      },
    });
  },
});
