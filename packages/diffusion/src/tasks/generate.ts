import { type RunCall, task } from '@figment/core/plugin';
import { mul, tidy } from '@figment/core/ops';
import { normal, split } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import * as z from 'zod';

import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import type { DiffusionModel } from './model.ts';
import { countField, guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({ count: countField(1), label: wishFields.label, ...samplingFields, ...guidanceFields });

export const generateTask = task({
  title: 'Generate',
  description: 'Makes new pictures out of noise.',
  input: {},
  options,
  output: 'image',
});

const promptOptions = z.object({ count: countField(1), negativePrompt: wishFields.negativePrompt, ...samplingFields, ...guidanceFields });

export const textToImageTask = task({
  title: 'Text to image',
  description: 'Makes pictures of what a text says out of noise.',
  input: { text: 'text' },
  options: promptOptions,
  output: 'image',
});

/** Yields the pictures so far, [count, H, W, C], and returns them. */
export async function* generate(
  model: DiffusionModel,
  { text }: { readonly text?: string },
  options: z.output<typeof promptOptions> & { readonly label?: number | undefined },
  call: RunCall,
): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { count } = options;
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { plan, space, guided } = await call.wait(begin(model, options, call));
  const told = model.conditions.tell({ prompts: text === undefined ? undefined : [text], negativePrompt: options.negativePrompt, label: options.label }, count, forWish);
  const start = tidy(() => mul(normal(forNoise, [count, ...model.diffuser.shape]), plan.initialScale));
  const end = yield* denoise({ plan, predict: guided(told), start, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  return finished(space, end);
}
