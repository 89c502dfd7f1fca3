import { FigmentError, type Tensor } from '@figment/core';
import { averagePool2d, mul, resize, tidy, tile } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { normal, split } from '@figment/core/random';
import * as z from 'zod';

import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import { onePicture } from './image-input.ts';
import type { DiffusionModel } from './model.ts';
import { countField, guidanceFields, samplingFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({ count: countField(1), ...wishFields, ...samplingFields, ...guidanceFields });

export const upscaleTask = task({
  title: 'Enlarge',
  description: 'Makes a large picture of a small one, with details that might have been there.',
  input: { image: 'image' },
  options,
  output: 'image',
});

/** A large picture as it looks when it was small: what the network is shown while it learns. [B, H, W, C] -> the same */
export function madeSmall(clean: Tensor, factor: number): Tensor {
  return tidy(() => madeLarge(averagePool2d(clean, { size: factor, stride: factor }), factor));
}

/** [B, h, w, C] -> [B, factor h, factor w, C] */
function madeLarge(small: Tensor, factor: number): Tensor {
  const [, height, width] = small.shape as [number, number, number];
  return resize(small, { size: [factor * height, factor * width], mode: 'bilinear' });
}

/**
 * Yields the pictures so far, [count, H, W, C], and returns them. The small picture is concatenated to what the network sees: Saharia et al. 2021
 * (SR3), arXiv:2104.07636, section 2.
 */
export async function* upscale(model: DiffusionModel, factor: number, { image }: { readonly image: Tensor }, chosen: z.output<typeof options>, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { count, prompt, negativePrompt, label } = chosen;
  const { shape } = model.diffuser;
  const wanted = shape.map((length, axis) => (axis < 2 ? length / factor : length));
  if (String(image.shape.slice(-3)) !== String(wanted)) throw new FigmentError('INPUT_INVALID', `input.image must have the shape [${wanted.join(', ')}] that this model enlarges, got [${image.shape.slice(-3).join(', ')}].`);
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { plan, space, guided } = await call.wait(begin(model, chosen, call));
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label }, count, forWish);
  const { small, start } = tidy(() => ({
    small: tile(madeLarge(space.encode(onePicture('image', image)), factor), [count, 1, 1, 1]),
    start: mul(normal(forNoise, [count, ...shape]), plan.initialScale),
  }));
  const end = yield* denoise({ plan, predict: guided(told, small), start, show: (x) => space.decode(x), warnings: told.warnings }, { ...call, key: forWay });
  return finished(space, end);
}
export type UpscaleOptions = z.output<typeof options>;
