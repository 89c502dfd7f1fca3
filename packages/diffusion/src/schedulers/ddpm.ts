import { FigmentError, type Tensor } from '@figment/core';
import { exp, mul, sqrt } from '@figment/core/ops';
import * as z from 'zod';

import { combine } from '../combine.ts';
import { cleanSample, splitVariance } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { checkTimes, roundHalfEven, spacedTimes, tableTimes } from './grids/spacing.ts';
import { clipping, stepsOffset, thresholding, timesteps, timestepSpacing } from './options.ts';
import { planOf } from './plan.ts';
import { alphaBars, checkReadable, levelOf, ratioOf } from './table.ts';

/** Ancestral sampling, step by step down the chain (Ho et al. 2020, "Denoising diffusion probabilistic models", arXiv:2006.11239, algorithm 2). */
export const ddpm = defineScheduler({
  id: 'ddpm',
  title: 'DDPM',
  description: 'The chain as it was trained, with new noise at each step; needs many steps.',
  options: z.object({
    timestepSpacing: timestepSpacing('leading'),
    stepsOffset,
    timesteps,
    varianceType: z
      .enum(['fixedSmall', 'fixedSmallLog', 'fixedLarge', 'fixedLargeLog', 'learned', 'learnedRange'])
      .default('fixedSmall')
      .describe('Variance of the new noise: the least or the most that it can be, or what the network says (Nichol and Dhariwal 2021, arXiv:2102.09672, eq. 15).')
      .meta({ advanced: true }),
    ...clipping(true),
    ...thresholding,
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { process, steps, prediction } = call;
    const bars = alphaBars(process);
    const spaced = options.timesteps === null ? spacedTimes(options.timestepSpacing, steps, bars.length, options.stepsOffset).map(roundHalfEven) : checkTimes(options.timesteps, steps, bars.length);
    const times = tableTimes(spaced, bars.length);
    checkReadable(call, times);
    const levels = [...times.map((time) => bars[time]!), 1];
    return planOf({
      times,
      sigmas: levels.map(ratioOf),
      draws: times.map((time) => time > 0),
      level: (i) => levelOf(levels[i]!),
      step({ x }, said, i, noise) {
        const [alphaBar, before] = [levels[i]!, levels[i + 1]!];
        const beta = 1 - alphaBar / before;
        const { mean, variance } = splitVariance(said, x);
        const clean = cleanSample(prediction, mean, x, levelOf(alphaBar), options);
        // The mean of q(x_{t-1} | x_t, x_0): eq. 7.
        const middle = combine([(Math.sqrt(before) * beta) / (1 - alphaBar), clean], [(Math.sqrt(1 - beta) * (1 - before)) / (1 - alphaBar), x]);
        if (noise === undefined || times[i] === 0) return { x: middle, clean, history: [] };
        const least = Math.max(((1 - before) / (1 - alphaBar)) * beta, 1e-20);
        return { x: combine([1, middle], [deviation(options.varianceType, least, beta, variance), noise]), clean, history: [] };
      },
    });
  },
});

/** Standard deviation of the new noise: between eq. 7's variance and beta (section 3.2). */
function deviation(type: string, least: number, beta: number, said: Tensor | undefined): number | Tensor {
  if (type.startsWith('fixedSmall')) return Math.sqrt(least);
  if (type.startsWith('fixedLarge')) return Math.sqrt(beta);
  if (said === undefined) throw new FigmentError('SHAPE_MISMATCH', `varianceType ${type} needs a network that says a variance, too: twice as many channels as x has.`);
  if (type === 'learned') return sqrt(said);
  // exp(v log beta + (1 - v) log least), with v from [-1, 1] to [0, 1].
  const [low, high] = [Math.log(least), Math.log(beta)];
  const logVariance = combine([(high - low) / 2, said]);
  return mul(exp(mul(logVariance, 0.5)), Math.exp((low + high) / 4));
}
