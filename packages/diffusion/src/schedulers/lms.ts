import * as z from 'zod';

import { combine } from '../combine.ts';
import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { initialScaleOf, interpolatedGrid } from './grids/interpolated-grid.ts';
import { sigmaSchedule, stepsOffset, timesteps, timestepSpacing } from './options.ts';
import { explodedLevel, planOf } from './plan.ts';

/**
 * The linear multistep method (Adams-Bashforth at uneven steps) for dx / dsigma = (x - x_0) / sigma: the polynomial through the last slopes is
 * integrated over the step. k-diffusion's `sample_lms`.
 */
export const lms = defineScheduler({
  id: 'lms',
  title: 'LMS',
  description: 'One prediction a step, and the three before it.',
  options: z.object({
    timestepSpacing: timestepSpacing('linspace'),
    stepsOffset,
    timesteps,
    sigmaSchedule,
    order: z.int().min(1).max(4).default(4).describe('How many slopes a step is made from.').meta({ advanced: true }),
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { times, sigmas } = interpolatedGrid(call, options);
    return planOf({
      times,
      sigmas,
      initialScale: initialScaleOf(sigmas, options.timestepSpacing),
      level: (i) => explodedLevel(sigmas[i]!),
      inputScale: (i) => 1 / Math.hypot(sigmas[i]!, 1),
      step({ x, history: before }, said, i) {
        const sigma = sigmas[i]!;
        const clean = cleanSample(call.prediction, said, x, explodedLevel(sigma));
        const slopes = [combine([1 / sigma, x], [-1 / sigma, clean]), ...before].slice(0, options.order);
        const nodes = slopes.map((_, k) => sigmas[i - k]!);
        return { x: combine([1, x], ...slopes.map((slope, k) => [lagrangeIntegral(nodes, k, sigma, sigmas[i + 1]!), slope] as const)), clean, history: slopes };
      },
    });
  },
});

/** The integral from a to b of the polynomial that is 1 at nodes[k] and 0 at the others; of degree 3 at most, for which Simpson's rule is exact. */
function lagrangeIntegral(nodes: readonly number[], k: number, a: number, b: number): number {
  const at = (x: number) => nodes.reduce((product, node, j) => (j === k ? product : (product * (x - node)) / (nodes[k]! - node)), 1);
  return ((b - a) / 6) * (at(a) + 4 * at((a + b) / 2) + at(b));
}
