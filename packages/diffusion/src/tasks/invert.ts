import type { Tensor } from '@figment/core';
import { div, reshape, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import * as z from 'zod';

import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import { onePicture } from './image-input.ts';
import type { DiffusionModel } from './model.ts';
import { odePlan, risingTimes } from './ode-plan.ts';
import { guidanceFields, stepsField, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const invertOptions = z.object({ steps: stepsField(50), prompt: wishFields.prompt, label: wishFields.label });
const editOptions = z.object({
  strength: z.number().min(0.02).max(1).default(0.7).describe('How far back towards noise the picture is followed: less keeps more of it.'),
  source: z.string().max(10_000).default('').describe('What the picture shows now: helps to keep the rest of it.'),
  negativePrompt: wishFields.negativePrompt,
  ...guidanceFields,
  steps: stepsField(30),
});

export const invertTask = task({
  title: 'Invert',
  description: 'Finds the noise that a picture comes out of.',
  input: { image: 'image' },
  options: invertOptions,
  output: 'embedding',
});

export const editTask = task({
  title: 'Edit',
  description: 'Follows a picture back towards its noise, and from there to what a text says.',
  input: { image: 'image', text: 'text' },
  options: editOptions,
  output: 'image',
});

const plain = { sampler: 'auto', samplerOptions: {}, guidance: 1, guidanceRescale: 0, guidanceInterval: [0, 1] as [number, number], guidanceMethod: 'classifier-free', guidanceOptions: {} };

/** Yields the picture as it turns into noise, [1, H, W, C]; returns the noise, [D]. Song et al. 2021 (DDIM), arXiv:2010.02502, section 5.4. */
export async function* invert(model: DiffusionModel, { image }: { readonly image: Tensor }, { steps, prompt, label }: z.output<typeof invertOptions>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const [forWay, forWish] = split(call.key, 2);
  const { diffuser: { process, prediction }, conditions } = model;
  const { space, guided } = await call.wait(begin(model, { ...plain, steps: Math.min(steps, process.trainingSteps) }, call));
  const told = conditions.tell({ prompts: [prompt], label: label ?? conditions.anyLabel(forWish) }, 1, forWish);
  const { times, end: last } = risingTimes(process, steps, 1);
  const level = process.at(last);
  const start = tidy(() => space.encode(onePicture('image', image)));
  const end = yield* denoise({ plan: odePlan(process, prediction, times, level), predict: guided(told), start, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  const noise = tidy(() => reshape(div(end, Math.hypot(process.kind === 'variancePreserving' ? level.alpha : 0, level.sigma)), [-1]));
  end.dispose();
  return noise;
}

/** Yields the picture on its way to noise and back, [1, H, W, C], and returns it. */
export async function* edit(model: DiffusionModel, { image, text }: { readonly image: Tensor; readonly text: string }, options: z.output<typeof editOptions>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { strength, source, negativePrompt, steps } = options;
  const [forWay, forWish] = split(call.key, 2);
  const { diffuser: { process, prediction }, conditions } = model;
  const { space, guided } = await call.wait(begin(model, { ...plain, ...options }, call));
  const before = conditions.tell({ prompts: [source] }, 1, forWish);
  const after = conditions.tell({ prompts: [text], negativePrompt }, 1, forWish);
  const { times, end: last } = risingTimes(process, steps, strength);
  const [away, towards] = [guided({ ...before, without: undefined }), guided(after)];
  const show = (x: Tensor): Tensor => space.decode(x);
  const of = 2 * steps;
  const there = yield* denoise({ plan: odePlan(process, prediction, times, process.at(last)), predict: away, start: tidy(() => space.encode(onePicture('image', image))), show, warnings: [...before.warnings, ...after.warnings], steps: { before: 0, of } }, { ...call, key: forWay });
  // What the second way makes before its first step is freed with the run from here on.
  await call.wait(Promise.resolve());
  // The same times the other way: from the last back to the first, and to no noise at all.
  const back = odePlan(process, prediction, [...times.slice(1), last].reverse(), { ...process.at(times[0]!), alpha: 1, sigma: 0 });
  const end = yield* denoise({ plan: back, predict: towards, start: there, show, steps: { before: steps, of } }, { ...call, key: forWay });
  return finished(space, end);
}
