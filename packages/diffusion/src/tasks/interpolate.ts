import { type RunCall, task } from '@figment/core/plugin';
import { add, concat, mul, tidy } from '@figment/core/ops';
import { normal, split } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { exampleOf, mapCondition } from '../network/condition-batch.ts';
import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import type { DiffusionModel } from './model.ts';
import { guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const frames = z.int().min(2).max(64).default(8).describe('Number of pictures, both ends included.');
const between = z.object({ frames, negativePrompt: wishFields.negativePrompt, ...samplingFields, ...guidanceFields });
const noises = z.object({ frames, ...wishFields, ...samplingFields, ...guidanceFields });

export const interpolatePromptsTask = task({
  title: 'Between two texts',
  description: 'Walks from what one text says to what another says, out of the same noise.',
  input: { from: 'text', to: 'text' },
  options: between,
  output: 'image',
});

export const interpolateNoisesTask = task({
  title: 'Between two noises',
  description: 'Walks from one noise to another: pictures that turn into each other.',
  input: {},
  options: noises,
  output: 'image',
});

/** Yields all pictures on the way so far, [frames, H, W, C], and returns them. */
export async function* interpolatePrompts(model: DiffusionModel, { from, to }: { readonly from: string; readonly to: string }, options: z.output<typeof between>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { frames: count, negativePrompt } = options;
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { plan, space, guided } = await call.wait(begin(model, options, call));
  const ends = model.conditions.tell({ prompts: [from, to], negativePrompt }, count, forWish);
  const weights = weightsOf(count);
  const way = tidy(() => {
    const [a, b] = [exampleOf(ends.condition, 0), exampleOf(ends.condition, 1)];
    const mixed = weights.map((weight) => mixedConditions(a, b, weight));
    const one = normal(forNoise, [1, ...model.diffuser.shape]);
    return { condition: mapCondition(mixed[0]!, (_, field) => concat(mixed.map((each) => each[field]!), 0)) as Record<string, Tensor>, start: mul(concat(weights.map(() => one), 0), plan.initialScale) };
  });
  const predict = guided({ ...ends, condition: way.condition });
  const end = yield* denoise({ plan, predict, start: way.start, show: (x) => space.decode(x), warnings: ends.warnings }, { ...call, key: forWay });
  return finished(space, end);
}

/** Yields all pictures on the way so far, [frames, H, W, C], and returns them. */
export async function* interpolateNoises(model: DiffusionModel, options: z.output<typeof noises>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { frames: count, prompt, negativePrompt, label } = options;
  const [forNoise, forOther, forWay, forWish] = split(call.key, 4);
  const { plan, space, guided } = await call.wait(begin(model, options, call));
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label: label ?? model.conditions.anyLabel(forWish) }, count, forWish);
  const start = tidy(() => {
    const [a, b] = [normal(forNoise, [1, ...model.diffuser.shape]), normal(forOther, [1, ...model.diffuser.shape])];
    return mul(concat(weightsOf(count).map((weight) => onArc(a, b, weight)), 0), plan.initialScale);
  });
  const end = yield* denoise({ plan, predict: guided(told), start, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  return finished(space, end);
}

function weightsOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i / (count - 1));
}

/** The straight line between conditions; a token counts where one of the two has one. */
function mixedConditions(a: DenoiserCondition, b: DenoiserCondition, weight: number): DenoiserCondition {
  return mapCondition(a, (value, field) => (field === 'mask' ? (weight < 1 ? weight > 0 ? maximumOf(value, b[field]!) : value : b[field]!) : add(mul(value, 1 - weight), mul(b[field]!, weight))));
}

function maximumOf(a: Tensor, b: Tensor): Tensor {
  return add(a, mul(b, add(mul(a, -1), 1)));
}

/**
 * Between two noises, on the arc on which unit normal noise stays unit normal: cos(u) a + sin(u) b, u from 0 to a right angle, for noises that
 * are independent. Their norms are kept by Song et al. 2021 (DDIM), arXiv:2010.02502, appendix D.5, in the same way.
 */
function onArc(a: Tensor, b: Tensor, weight: number): Tensor {
  const angle = (weight * Math.PI) / 2;
  // Exactly one of the two at the ends.
  return weight === 0 ? a.clone() : weight === 1 ? b.clone() : add(mul(a, Math.cos(angle)), mul(b, Math.sin(angle)));
}
