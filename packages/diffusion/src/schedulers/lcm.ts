import * as z from 'zod';

import { combine } from '../combine.ts';
import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { distilledTimes } from './grids/distilled-times.ts';
import { clipping, distillation, thresholding } from './options.ts';
import { planOf } from './plan.ts';
import { alphaBars, checkReadable, levelOf, ratioOf } from './table.ts';

/** sigma_data of the boundary condition. */
const DATA_DEVIATION = 0.5;

/**
 * Luo et al. 2023, "Latent consistency models", arXiv:2310.04378: each prediction jumps to the data (eq. 9), and all but the last are noised
 * again (Song et al. 2023, "Consistency models", arXiv:2303.01469, algorithm 1).
 */
export const lcm = defineScheduler({
  id: 'lcm',
  title: 'LCM',
  description: '1 to 8 steps, for models distilled to consistency.',
  options: z.object({
    ...distillation,
    timestepScaling: z.number().positive().default(10).describe('What times are multiplied by in the boundary condition.').meta({ advanced: true }),
    ...clipping(false),
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const bars = alphaBars(call.process);
    const times = distilledTimes(call, options);
    checkReadable(call, times);
    return planOf({
      times,
      sigmas: [...times.map((time) => ratioOf(bars[time]!)), 0],
      draws: times.map((_, i) => i < times.length - 1),
      level: (i) => levelOf(bars[times[i]!]!),
      step({ x }, said, i, noise) {
        const scaled = times[i]! * options.timestepScaling;
        const length = Math.hypot(scaled, DATA_DEVIATION);
        const found = cleanSample(call.prediction, said, x, levelOf(bars[times[i]!]!), options);
        const clean = combine([scaled / length, found], [(DATA_DEVIATION / length) ** 2, x]); // c_out, c_skip
        if (i === times.length - 1) return { x: combine([1, clean]), clean, history: [] };
        const next = levelOf(bars[times[i + 1]!]!);
        return { x: combine([next.alpha, clean], [next.sigma, noise!]), clean, history: [] };
      },
    });
  },
});
