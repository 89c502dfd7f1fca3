import * as z from 'zod';

import { combine } from '../combine.ts';
import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { ancestralSigmas, eulerStep, forgetful } from './euler-step.ts';
import { initialScaleOf, interpolatedGrid } from './grids/interpolated-grid.ts';
import { stepsOffset, timesteps, timestepSpacing } from './options.ts';
import { explodedLevel, planOf } from './plan.ts';

/** Euler's method that goes down further than needed and draws new noise: k-diffusion's `sample_euler_ancestral` (after Song et al. 2021, arXiv:2011.13456). */
export const eulerAncestral = defineScheduler({
  id: 'euler-ancestral',
  title: 'Euler ancestral',
  description: 'Euler with new noise at each step: more varied, never settles.',
  options: z.object({ timestepSpacing: timestepSpacing('linspace'), stepsOffset, timesteps }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { times, sigmas } = interpolatedGrid(call, { ...options, sigmaSchedule: 'training' });
    return planOf({
      times,
      sigmas,
      initialScale: initialScaleOf(sigmas, options.timestepSpacing),
      draws: times.map(() => true),
      level: (i) => explodedLevel(sigmas[i]!),
      inputScale: (i) => 1 / Math.hypot(sigmas[i]!, 1),
      step({ x }, said, i, noise) {
        const clean = cleanSample(call.prediction, said, x, explodedLevel(sigmas[i]!));
        const { up, down } = ancestralSigmas(sigmas[i]!, sigmas[i + 1]!);
        const lower = eulerStep(x, clean, sigmas[i]!, down);
        return forgetful(up === 0 ? lower : combine([1, lower], [up, noise!]), clean);
      },
    });
  },
});
