import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { combine } from '../combine.ts';
import { ratioTable } from '../noise/ratio-table.ts';
import { cleanSample } from './clean-sample.ts';
import { defineScheduler } from './define.ts';
import { ancestralSigmas, eulerStep } from './euler-step.ts';
import { initialScaleOf, interpolatedGrid } from './grids/interpolated-grid.ts';
import { evenCalls, twice } from './heun-steps.ts';
import { sigmaSchedule, stepsOffset, timesteps, timestepSpacing } from './options.ts';
import { explodedLevel, planOf } from './plan.ts';
import type { SamplingPlan, SchedulerCall } from './scheduler.ts';

const options = z.object({ timestepSpacing: timestepSpacing('linspace'), stepsOffset, timesteps, sigmaSchedule });

/**
 * DPM-Solver-2 in the coordinates x / alpha (Lu et al. 2022, arXiv:2206.00927, algorithm 1; k-diffusion's `sample_dpm_2`): half of a step, by the
 * logarithm of the noise level, finds the slope that the whole step goes along.
 */
export const kdpm2 = defineScheduler({
  id: 'kdpm2',
  title: 'KDPM2',
  description: 'Two predictions a step, the second halfway.',
  options,
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan: (call, given) => midpointPlan(call, given, false),
});

/** As {@link kdpm2}, with new noise at each step: k-diffusion's `sample_dpm_2_ancestral`. */
export const kdpm2Ancestral = defineScheduler({
  id: 'kdpm2-ancestral',
  title: 'KDPM2 ancestral',
  description: 'KDPM2 with new noise at each step.',
  options,
  predictions: ['noise', 'sample', 'velocity'],
  processes: ['variancePreserving'],
  plan: (call, given) => midpointPlan(call, given, true),
});

/** Even calls go to the middle of their step, odd ones start again and go to its end. */
function midpointPlan(call: SchedulerCall, given: z.output<typeof options>, isAncestral: boolean): SamplingPlan {
  const { process, prediction } = call;
  const { times, sigmas } = interpolatedGrid(call, { ...given, wholeKarrasTimes: true });
  const timeOf = ratioTable(process).timeOf;
  const steps = times.map((_, k) => {
    const [from, to] = [sigmas[k]!, sigmas[k + 1]!];
    const { up, down } = isAncestral ? ancestralSigmas(from, to) : { up: 0, down: to };
    return { from, middle: Math.sqrt(from * down), down, up };
  });
  const sigmaAt = (i: number) => (i % 2 === 0 ? steps[i / 2]!.from : steps[(i - 1) / 2]!.middle);
  const visited = twice(sigmas, 1);
  return planOf({
    times: steps.flatMap(({ middle }, k) => (middle === 0 ? [times[k]!] : [times[k]!, timeOf(middle)])),
    sigmas: visited,
    initialScale: initialScaleOf(sigmas, given.timestepSpacing),
    draws: visited.slice(1).map((_, i) => isAncestral && i % 2 === 1),
    starts: evenCalls(visited.length - 1),
    level: (i) => explodedLevel(sigmaAt(i)),
    inputScale: (i) => 1 / Math.hypot(sigmaAt(i), 1),
    step({ x, history }, said, i, noise) {
      const { from, middle, down, up } = steps[Math.floor(i / 2)]!;
      const clean = cleanSample(prediction, said, x, explodedLevel(sigmaAt(i)));
      if (i % 2 === 0) return { x: eulerStep(x, clean, from, middle), clean, history: [x] };
      const [start] = history as [Tensor];
      const slope = combine([1 / middle, x], [-1 / middle, clean]);
      return { x: combine([1, start], [down - from, slope], ...(up === 0 ? [] : [[up, noise!] as const])), clean, history: [] };
    },
  });
}
