import * as z from 'zod';

import { combine } from '../combine.ts';
import { noiseMix } from '../noise/prediction.ts';
import { cleanSample, mixed } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { roundHalfEven, spacedTimes, tableTimes } from './grids/spacing.ts';
import { clipping, stepsOffset, thresholding, timestepSpacing } from './options.ts';
import { planOf } from './plan.ts';
import { alphaBars, checkReadable, levelOf, ratioOf } from './table.ts';

/** Song et al. 2021, "Denoising diffusion implicit models", arXiv:2010.02502. */
export const ddim = defineScheduler({
  id: 'ddim',
  title: 'DDIM',
  description: 'Without noise on the way the same start gives the same picture, and the way can be gone back.',
  options: z.object({
    eta: z.number().min(0).max(1).default(0).describe('New noise on the way: 0 none, 1 as much as DDPM.'),
    timestepSpacing: timestepSpacing('leading'),
    stepsOffset,
    setAlphaToOne: z.boolean().default(true).describe('End without noise, or with as much as at time 0.').meta({ advanced: true }),
    useClippedModelOutput: z.boolean().default(false).describe('Take the noise that fits the clean sample after it was cut.').meta({ advanced: true }),
    ...clipping(true),
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { process, prediction, steps } = call;
    const bars = alphaBars(process);
    const times = tableTimes(spacedTimes(options.timestepSpacing, steps, bars.length, options.stepsOffset).map(roundHalfEven), bars.length);
    checkReadable(call, times);
    // A step goes T / N down, wherever the next one starts.
    const before = times.map((time) => bars[time - Math.floor(bars.length / steps)] ?? (options.setAlphaToOne ? 1 : bars[0]!));
    const { eta } = options;
    return planOf({
      times,
      sigmas: [...times.map((time) => ratioOf(bars[time]!)), ratioOf(before.at(-1)!)],
      draws: times.map(() => eta > 0),
      level: (i) => levelOf(bars[times[i]!]!),
      step({ x }, said, i, noise) {
        const [alphaBar, next] = [bars[times[i]!]!, before[i]!];
        const level = levelOf(alphaBar);
        const clean = cleanSample(prediction, said, x, level, options);
        const direction = options.useClippedModelOutput ? mixed(noiseMix('sample', level), clean, x) : mixed(noiseMix(prediction, level), said, x);
        const deviation = eta * Math.sqrt(((1 - next) / (1 - alphaBar)) * (1 - alphaBar / next)); // eq. 16
        const lower = combine([Math.sqrt(next), clean], [Math.sqrt(Math.max(1 - next - deviation ** 2, 0)), direction]); // eq. 12
        return { x: deviation === 0 ? lower : combine([1, lower], [deviation, noise!]), clean, history: [] };
      },
    });
  },
});
