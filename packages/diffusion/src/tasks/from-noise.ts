import { FigmentError, type Tensor } from '@figment/core';
import { mul, reshape, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import * as z from 'zod';

import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import type { DiffusionModel } from './model.ts';
import { guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({ ...wishFields, ...samplingFields, ...guidanceFields });

export const fromNoiseTask = task({
  title: 'From noise',
  description: 'Makes the pictures that given noise turns into, such as the noise of an inverted picture.',
  input: { noise: 'embedding' },
  options,
  output: 'image',
});

/** Yields the pictures so far, [N, H, W, C], and returns them. noise: [D] or [N, D] */
export async function* fromNoise(model: DiffusionModel, { noise }: { readonly noise: Tensor }, chosen: z.output<typeof options>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { shape } = model.diffuser;
  const size = shape.reduce((product, length) => product * length, 1);
  if (noise.shape.at(-1) !== size) throw new FigmentError('INPUT_INVALID', `input.noise must have ${size} numbers a picture, got ${noise.shape.at(-1) ?? 0}.`);
  const count = noise.size / size;
  const [forWay, forWish] = split(call.key, 2);
  const { plan, space, guided } = await call.wait(begin(model, chosen, call));
  const { prompt, negativePrompt, label } = chosen;
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label }, count, forWish);
  const start = tidy(() => mul(reshape(noise, [count, ...shape]), plan.initialScale));
  const end = yield* denoise({ plan, predict: guided(told), start, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  return finished(space, end);
}
