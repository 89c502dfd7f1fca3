import * as z from 'zod';

import { combine } from '../combine.ts';
import { noiseMix } from '../noise/prediction.ts';
import { cleanSample, mixed } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { distilledTimes } from './grids/distilled-times.ts';
import { distillation } from './options.ts';
import { planOf } from './plan.ts';
import { alphaBars, checkReadable, levelOf, ratioOf } from './table.ts';

/** Zheng et al. 2024, "Trajectory consistency distillation", arXiv:2402.19159, algorithm 4: down to s = (1 - eta) t, then noised up to t. */
export const tcd = defineScheduler({
  id: 'tcd',
  title: 'TCD',
  description: 'A few steps, for models distilled to their trajectories.',
  options: z.object({ ...distillation, eta: z.number().min(0).max(1).default(0.3).describe('New noise on the way: 0 none, 1 all (gamma in the paper).') }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const bars = alphaBars(call.process);
    const times = distilledTimes(call, options);
    checkReadable(call, times);
    const { eta } = options;
    return planOf({
      times,
      sigmas: [...times, 0].map((time) => ratioOf(bars[time]!)),
      draws: times.map((_, i) => eta > 0 && i < times.length - 1),
      level: (i) => levelOf(bars[times[i]!]!),
      step({ x }, said, i, noise) {
        const level = levelOf(bars[times[i]!]!);
        const next = times[i + 1] ?? 0;
        const below = bars[Math.floor((1 - eta) * next)]!;
        const { alpha, sigma } = levelOf(below);
        const clean = cleanSample(call.prediction, said, x, level);
        const lower = combine([alpha, clean], [sigma, mixed(noiseMix(call.prediction, level), said, x)]);
        if (eta === 0 || i === times.length - 1) return { x: lower, clean, history: [] };
        const kept = bars[next]! / below;
        return { x: combine([Math.sqrt(kept), lower], [Math.sqrt(1 - kept), noise!]), clean, history: [] };
      },
    });
  },
});
