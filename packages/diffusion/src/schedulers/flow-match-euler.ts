import * as z from 'zod';

import { combine } from '../combine.ts';
import { defineScheduler } from './define.ts';
import { forgetful } from './euler-step.ts';
import { flowSlope } from './flow-slope.ts';
import { flowGrid } from './grids/flow-grid.ts';
import { sigmaSchedule, timesteps } from './options.ts';
import { flowLevel, planOf } from './plan.ts';

/**
 * Euler's method along a flow, dx / dsigma = e - x_0: Liu et al. 2023, "Flow straight and fast", arXiv:2209.03003; shifted as by Esser et al.
 * 2024, Stable Diffusion 3, arXiv:2403.03206, section 5.3.2.
 */
export const flowMatchEuler = defineScheduler({
  id: 'flow-match-euler',
  title: 'Flow Euler',
  description: 'One prediction a step, for flows.',
  options: z.object({
    shift: z.number().positive().default(1).describe('Moves the noise levels towards noise, as large pictures need.'),
    mu: z.number().nullable().default(null).describe("Moves them by e^mu (or mu) instead, as it follows from the picture's size.").meta({ advanced: true }),
    timeShiftType: z.enum(['exponential', 'linear']).default('exponential').describe('Whether by e^mu or mu.').meta({ advanced: true }),
    shiftTerminal: z.number().min(0).max(1).nullable().default(null).describe('Stretch the noise levels so that the last is this.').meta({ advanced: true }),
    equalSteps: z.boolean().default(false).describe('Steps of equal length, as rectified flows take them; as diffusers has it, the last of N is one part in T long, and so one of few is lost.'),
    sigmaSchedule,
    sigmas: z.array(z.number()).min(1).nullable().default(null).describe('The noise levels themselves, before they are moved.').meta({ advanced: true }),
    timesteps,
    stochasticSampling: z.boolean().default(false).describe('Go to the clean sample and noise it anew at each step.'),
    invertSigmas: z.boolean().default(false).describe('For models whose noise levels count the data instead.').meta({ advanced: true }),
  }),
  predictions: ['flow', 'noise', 'sample', 'velocity'],
  processes: ['flow'],
  plan(call, options) {
    const { times, sigmas } = flowGrid(call, options);
    const end = sigmas.at(-1)!;
    return planOf({
      times,
      sigmas,
      draws: times.map(() => options.stochasticSampling),
      level: (i) => flowLevel(sigmas[i]!),
      step({ x }, said, i, noise) {
        const [from, to] = [sigmas[i]!, sigmas[i + 1]!];
        const slope = flowSlope(call.prediction, said, x, from);
        // diffusers noises anew what lies at the noise level 0, also for inverted noise levels.
        const clean = combine([1, x], [(options.stochasticSampling ? 0 : end) - from, slope]);
        if (options.stochasticSampling) return forgetful(combine([1 - to, clean], [to, noise!]), clean);
        return forgetful(combine([1, x], [to - from, slope]), clean);
      },
    });
  },
});
