import { type RunCall, task } from '@figment/core/plugin';
import { tidy, tile } from '@figment/core/ops';
import { normal, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import * as z from 'zod';

import type { SamplingPlan } from '../schedulers/scheduler.ts';
import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import { onePicture } from './image-input.ts';
import type { DiffusionModel } from './model.ts';
import { countField, guidanceFields, samplingFields, strengthField, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({ strength: strengthField(0.6), count: countField(1), ...wishFields, ...samplingFields, ...guidanceFields });

type Options = z.output<typeof options>;

export const imageToImageTask = task({
  title: 'Image to image',
  description: 'Covers a picture with noise, and makes another one out of it.',
  input: { image: 'image' },
  options,
  output: 'image',
});

export const variationsTask = task({
  title: 'Variations',
  description: 'Makes other pictures like a given one.',
  input: { image: 'image' },
  options: options.extend({ strength: strengthField(0.5), count: countField(4) }),
  output: 'image',
});

/** Yields the pictures so far, [count, H, W, C], and returns them. Meng et al. 2022 (SDEdit), arXiv:2108.01073. */
export async function* imageToImage(model: DiffusionModel, { image }: { readonly image: Tensor }, options: Options, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { count, strength, prompt, negativePrompt, label } = options;
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { plan, steps, space, guided } = await call.wait(begin(model, options, call));
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label }, count, forWish);
  const from = firstCall(plan, steps, strength);
  const start = tidy(() => {
    const clean = space.encode(onePicture('image', image));
    return plan.noised(tile(clean, [count, ...clean.shape.slice(1).map(() => 1)]), normal(forNoise, [count, ...model.diffuser.shape]), from);
  });
  const end = yield* denoise({ plan, predict: guided(told), start, from, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  return finished(space, end);
}

/** The call that begins a way of which `strength` is gone: whole steps, as diffusers counts them, but one at least. */
export function firstCall({ times, starts }: SamplingPlan, steps: number, strength: number): number {
  const skipped = Math.min(steps - 1, Math.max(0, steps - Math.floor(steps * strength)));
  // A method of second order calls the network twice a step, but once in the last.
  const callsAStep = Math.max(1, Math.round(times.length / steps));
  const call = Math.min(times.length - 1, skipped * callsAStep);
  // Not in the middle of a step: solvers of several calls a step say where theirs begin.
  return starts?.filter((start) => start <= call).at(-1) ?? call;
}
