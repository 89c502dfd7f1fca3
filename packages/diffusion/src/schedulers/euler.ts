import * as z from 'zod';

import { defineScheduler } from './define.ts';
import { churned, churnedSigma, eulerStep, forgetful } from './euler-step.ts';
import { cleanSample } from './clean-sample.ts';
import { initialScaleOf, interpolatedGrid } from './grids/interpolated-grid.ts';
import { churn, finalSigmasType, sigmaRange, sigmaSchedule, stepsOffset, timesteps, timestepSpacing } from './options.ts';
import { explodedLevel, planOf } from './plan.ts';

/**
 * Euler's method for dx / dsigma = (x - x_0) / sigma, with noise added on the way if wanted. Karras et al. 2022, "Elucidating the design
 * space of diffusion-based generative models" (EDM), arXiv:2206.00364, algorithm 2 without its second-order correction.
 */
export const euler = defineScheduler({
  id: 'euler',
  title: 'Euler',
  description: 'One prediction a step; good from 20 steps.',
  options: z.object({
    timestepSpacing: timestepSpacing('linspace'),
    stepsOffset,
    timesteps,
    sigmas: z.array(z.number()).min(2).nullable().default(null).describe('The noise levels themselves, with that after the last step.').meta({ advanced: true }),
    sigmaSchedule,
    ...sigmaRange,
    interpolationType: z.enum(['linear', 'logLinear']).default('linear').describe('How noise levels between whole times are found.').meta({ advanced: true }),
    timestepType: z.enum(['discrete', 'continuous']).default('discrete').describe('Whether the network is told a time, or (velocity only) ln(sigma) / 4.').meta({ advanced: true }),
    finalSigmasType,
    ...churn,
  }),
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan(call, options) {
    const { prediction } = call;
    const { times, sigmas } = interpolatedGrid(call, { ...options, continuous: options.timestepType === 'continuous' && prediction === 'velocity' });
    const raised = sigmas.map((sigma) => churnedSigma(sigma, sigmas.length - 1, options));
    return planOf({
      times,
      sigmas,
      initialScale: initialScaleOf(sigmas, options.timestepSpacing),
      draws: times.map((_, i) => raised[i]! > sigmas[i]!),
      level: (i) => explodedLevel(sigmas[i]!),
      inputScale: (i) => 1 / Math.hypot(sigmas[i]!, 1),
      step(state, said, i, noise) {
        const [from, to] = [raised[i]!, sigmas[i + 1]!];
        const x = churned(state.x, noise, sigmas[i]!, from, options);
        // Velocity is read at the level before noise was added: diffusers' convention.
        const clean = cleanSample(prediction, said, x, explodedLevel(prediction === 'velocity' ? sigmas[i]! : from));
        return forgetful(eulerStep(x, clean, from, to), clean);
      },
    });
  },
});
