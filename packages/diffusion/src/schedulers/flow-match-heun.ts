import * as z from 'zod';

import { combine } from '../combine.ts';
import { defineScheduler } from './define.ts';
import { churned, churnedSigma } from './euler-step.ts';
import { flowSlope } from './flow-slope.ts';
import { flowGrid } from './grids/flow-grid.ts';
import { evenCalls, heunCall, twice } from './heun-steps.ts';
import { churn } from './options.ts';
import { flowLevel, planOf } from './plan.ts';

/** Heun's method of second order along a flow (Karras et al. 2022, EDM, arXiv:2206.00364, algorithm 2, for dx / dsigma = e - x_0). */
export const flowMatchHeun = defineScheduler({
  id: 'flow-match-heun',
  title: 'Flow Heun',
  description: 'Two predictions a step, for flows.',
  options: z.object({ shift: z.number().positive().default(1).describe('Moves the noise levels towards noise, as large pictures need.'), ...churn }),
  predictions: ['flow', 'noise', 'sample', 'velocity'],
  processes: ['flow'],
  plan(call, options) {
    const grid = flowGrid(call, options);
    const sigmas = twice(grid.sigmas, 1);
    const raised = sigmas.map((sigma) => churnedSigma(sigma, sigmas.length - 1, options));
    const stepStart = (i: number) => i - (i % 2);
    return planOf({
      times: twice(grid.times),
      sigmas,
      // The second call of a step draws, too, and doesn't need it: diffusers' order of draws.
      draws: sigmas.slice(1).map((_, i) => raised[stepStart(i)]! > sigmas[stepStart(i)]!),
      starts: evenCalls(sigmas.length - 1),
      level: (i) => flowLevel(sigmas[i]!),
      step(state, said, i, noise) {
        const begin = stepStart(i);
        const [from, to] = [sigmas[begin]!, sigmas[begin + 1]!];
        const flow = flowSlope(call.prediction, said, state.x, sigmas[i]!);
        if (i !== begin) return heunCall(state, undefined, combine([1, state.x], [-sigmas[i]!, flow]), flow, to - raised[begin]!);
        const start = churned(state.x, noise, from, raised[begin]!, options);
        const slope = combine([from / raised[begin]!, flow]);
        const dt = to - raised[begin]!;
        return heunCall(state, { start, end: combine([1, start], [dt, slope]) }, combine([1, start], [-from, flow]), slope, dt);
      },
    });
  },
});
