import * as z from 'zod';

import { combine } from '../combine.ts';
import { noiseMix } from '../noise/prediction.ts';
import { cleanSample, mixed } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { roundHalfEven, spacedTimes, tableTimes } from './grids/spacing.ts';
import { clipping, stepsOffset, timestepSpacing } from './options.ts';
import { planOf } from './plan.ts';
import { alphaBars, checkReadable, levelOf, ratioOf } from './table.ts';

/**
 * DDIM's way gone back, from data to the noise that gives them (Song et al. 2021, arXiv:2010.02502, section 4.3; Mokady et al. 2023,
 * arXiv:2211.09794): x before the first call is the clean sample.
 */
export const ddimInverse = defineScheduler({
  id: 'ddim-inverse',
  title: 'DDIM inverse',
  description: 'From a picture back to its noise.',
  options: z.object({
    timestepSpacing: timestepSpacing('leading'),
    stepsOffset,
    setAlphaToOne: z.boolean().default(true).describe('Begin without noise, or with as much as at time 0.').meta({ advanced: true }),
    ...clipping(true),
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { process, prediction, steps } = call;
    const bars = alphaBars(process);
    const times = tableTimes(spacedTimes(options.timestepSpacing, steps, bars.length, options.stepsOffset).map(roundHalfEven).reverse(), bars.length);
    const from = times.map((time) => Math.min(time - Math.floor(bars.length / steps), bars.length - 1));
    checkReadable(call, from.filter((time) => time >= 0));
    const levels = from.map((time) => bars[time] ?? (options.setAlphaToOne ? 1 : bars[0]!));
    return planOf({
      times,
      sigmas: [...levels.map(ratioOf), ratioOf(bars[times.at(-1)!]!)],
      level: (i) => levelOf(levels[i]!),
      step({ x }, said, i) {
        const level = levelOf(levels[i]!);
        const { alpha, sigma } = levelOf(bars[times[i]!]!);
        const clean = cleanSample(prediction, said, x, level, options);
        // Without noise there is no direction: the prediction itself says it.
        const noise = prediction === 'sample' && level.sigma === 0 ? combine([0, x]) : mixed(noiseMix(prediction, level), said, x);
        return { x: combine([alpha, clean], [sigma, noise]), clean, history: [] }; // eq. 13, upwards
      },
    });
  },
});
