import { isFigmentError, type Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { add, dispose, memory, mul, tanh, tensor, tidy } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { flow } from '../noise/flow.ts';
import { scaledLinearBetas, zeroTerminalSnr } from '../noise/betas.ts';
import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';
import { varianceExploding } from '../noise/variance-exploding.ts';
import { variancePreserving } from '../noise/variance-preserving.ts';
import { schedulerLoaders } from './catalogue.ts';
import { combine } from '../combine.ts';
import { ddim } from './ddim.ts';
import { ddimInverse } from './ddim-inverse.ts';
import { ddpm } from './ddpm.ts';
import { defineScheduler } from './define.ts';
import { dpmMultistep } from './dpm-multistep.ts';
import { euler } from './euler.ts';
import { flowMatchEuler } from './flow-match-euler.ts';
import { planOf } from './plan.ts';
import type { SamplingPlan, SchedulerDefinition, SolverState } from './scheduler.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const processes: Readonly<Record<NoiseProcess['kind'], NoiseProcess>> = {
  variancePreserving: variancePreserving(scaledLinearBetas(1000)),
  varianceExploding: varianceExploding(),
  flow: flow(),
};
const shape = [2, 3, 3, 2];

/** Goes the whole way; what a network says is `said` of x. */
function sampled(plan: SamplingPlan, said: (x: Tensor, i: number, scaled: Tensor) => Tensor, start?: Tensor): Float32Array {
  return tidy(() => {
    let state: SolverState = { x: start ?? mul(normal(key(1), shape), plan.initialScale), history: [] };
    plan.times.forEach((_, i) => {
      state = plan.step(state, said(state.x, i, plan.scaleInput(state.x, i)), i, plan.draws[i] === true ? normal(key(100 + i), shape) : undefined);
    });
    return state.x.dataSync() as Float32Array;
  });
}

function codeOf(call: () => unknown): unknown {
  try {
    call();
    return 'nothing thrown';
  } catch (error) {
    return isFigmentError(error) ? error.code : error;
  }
}

/** What a network that knows the data (all of them `value`) says of x at a call. */
function truth(plan: SamplingPlan, prediction: Prediction, value: number): (x: Tensor, i: number) => Tensor {
  return (x, i) => {
    const zero = combine([0, x]);
    const one = add(zero, 1);
    // Levels show in what a plan makes of data and noise.
    const [alpha, sigma] = [plan.noised(one, zero, i), plan.noised(zero, one, i)].map((each) => each.dataSync()[0]!) as [number, number];
    const clean = add(zero, value);
    const noise = combine([1 / sigma, x], [-alpha / sigma, clean]);
    const length = Math.hypot(alpha, sigma);
    switch (prediction) {
      case 'noise': return noise;
      case 'sample': return clean;
      case 'velocity': return combine([alpha / length, noise], [-sigma / length, clean]);
      case 'flow': return combine([1, noise], [-1, clean]);
    }
  };
}

const every = await Promise.all(Object.values(schedulerLoaders).map((load) => load() as Promise<SchedulerDefinition>));
const cases = every.flatMap((scheduler) => scheduler.processes.map((kind) => ({ id: scheduler.id, scheduler, kind })));

describe.each(cases)('$id through a process that is $kind', ({ scheduler, kind }) => {
  const process = kind === 'varianceExploding' ? varianceExploding({ dataDeviation: 1 }) : processes[kind];

  it.each(scheduler.predictions)('is a pure plan for predictions of %s', (prediction) => {
    const plan = scheduler.build({ process, prediction, steps: 6 }, {});
    expect(plan.sigmas.length).toBeGreaterThan(plan.times.length);
    expect(plan.draws).toHaveLength(plan.times.length);
    const once = sampled(plan, (_x, _i, scaled) => mul(tanh(scaled), 0.5));
    expect(Array.from(once).every(Number.isFinite)).toBe(true);
    expect(sampled(plan, (_x, _i, scaled) => mul(tanh(scaled), 0.5))).toEqual(once);
  });

  it.skipIf(scheduler.id === 'ddim-inverse')('comes near the data when told the truth', () => {
    const prediction: Prediction = kind === 'flow' ? 'flow' : scheduler.predictions.includes('sample') ? 'sample' : 'noise';
    const plan = scheduler.build({ process, prediction, steps: 20 }, {});
    for (const value of sampled(plan, truth(plan, prediction, 0.5))) expect(Math.abs(value - 0.5)).toBeLessThan(0.15);
  });
});

describe('errors', () => {
  const process = processes.variancePreserving;

  it('refuses more steps than the model was trained with', () => {
    expect(codeOf(() => euler.build({ process, prediction: 'noise', steps: 1001 }, {}))).toBe('SCHEDULE_INVALID');
    expect(codeOf(() => euler.build({ process, prediction: 'noise', steps: 0 }, {}))).toBe('SCHEDULE_INVALID');
  });

  it('refuses what it cannot read', () => {
    expect(codeOf(() => euler.build({ process, prediction: 'flow', steps: 10 }, {}))).toBe('SCHEDULER_MISMATCH');
    expect(codeOf(() => flowMatchEuler.build({ process, prediction: 'flow', steps: 10 }, {}))).toBe('SCHEDULER_MISMATCH');
    const zero = variancePreserving(zeroTerminalSnr(scaledLinearBetas(1000)));
    expect(codeOf(() => ddim.build({ process: zero, prediction: 'noise', steps: 10 }, { timestepSpacing: 'trailing' }))).toBe('SCHEDULER_MISMATCH');
  });

  it.each([
    { name: 'as many as steps', timesteps: [900, 500] },
    { name: 'falling', timesteps: [500, 900, 100] },
    { name: 'below the training steps', timesteps: [1000, 500, 100] },
  ])('refuses timesteps that are not $name', ({ timesteps }) => {
    expect(codeOf(() => ddpm.build({ process, prediction: 'noise', steps: 3 }, { timesteps }))).toBe('SCHEDULE_INVALID');
  });

  it('refuses options that it does not know, and solvers that cannot go to no noise', () => {
    expect(codeOf(() => euler.build({ process, prediction: 'noise', steps: 3 }, { churn: 1 }))).toBe('OPTIONS_INVALID');
    expect(codeOf(() => dpmMultistep.build({ process, prediction: 'noise', steps: 3 }, { algorithmType: 'dpmsolver' }))).toBe('SCHEDULE_INVALID');
    const plan = ddpm.build({ process, prediction: 'noise', steps: 3 }, { varianceType: 'learned' });
    const x = normal(key(1), shape);
    expect(codeOf(() => plan.step({ x, history: [] }, x, 0, x))).toBe('SHAPE_MISMATCH');
    x.dispose();
  });
});

describe('DDIM', () => {
  it('goes back to the data from the noise that its inverse finds', () => {
    const call = { process: processes.variancePreserving, prediction: 'noise', steps: 200 } as const;
    const said = (_x: Tensor, _i: number, scaled: Tensor) => mul(tanh(scaled), 0.5);
    const data = tidy(() => mul(normal(key(5), shape), 0.5));
    const found = sampled(ddimInverse.build(call, { clipSample: false }), said, data);
    const noise = tensor(found, shape);
    const again = sampled(ddim.build(call, { clipSample: false }), said, noise);
    const wanted = data.dataSync();
    again.forEach((value, i) => { expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.05); });
    dispose([noise, data]);
  });
});

it('takes a scheduler of somebody else, in one file', () => {
  // Straight to the clean sample, and halfway back.
  const halfway = defineScheduler({
    id: 'acme/halfway',
    title: 'Halfway',
    options: z.object({ part: z.number().min(0).max(1).default(0.5) }),
    predictions: ['sample'],
    processes: ['flow'],
    plan({ steps }, { part }) {
      const sigmas = Array.from({ length: steps + 1 }, (_, i) => (i === steps ? 0 : part ** i));
      return planOf({
        times: sigmas.slice(0, -1).map((sigma) => sigma * 1000),
        sigmas,
        level: (i) => ({ alpha: 1 - sigmas[i]!, sigma: sigmas[i]! }),
        step: ({ x }, clean, i) => ({ x: combine([sigmas[i + 1]! / sigmas[i]!, x], [1 - sigmas[i + 1]! / sigmas[i]!, clean]), clean, history: [] }),
      });
    },
  });
  const plan = halfway.build({ process: flow(), prediction: 'sample', steps: 4 }, { part: 0.25 });
  expect(plan.sigmas).toEqual([1, 0.25, 0.0625, 0.015625, 0]);
  for (const value of sampled(plan, truth(plan, 'sample', 0.5))) expect(value).toBeCloseTo(0.5, 5);
  expect(codeOf(() => halfway.build({ process: flow(), prediction: 'noise', steps: 4 }, {}))).toBe('SCHEDULER_MISMATCH');
});
