import { FigmentError, type Tensor } from '@figment/core';
import { adaptiveAveragePool2d, add, cast, expandDims, greater, mul, sub, tidy, tile } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { normal, split } from '@figment/core/random';
import * as z from 'zod';

import type { Diffuser, Space } from '../network/diffuser.ts';
import { begin, finished } from './begin.ts';
import { denoise } from './denoise.ts';
import { onePicture } from './image-input.ts';
import { firstCall } from './image-to-image.ts';
import type { DiffusionModel } from './model.ts';
import { countField, guidanceFields, samplingFields, strengthField, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({
  strength: strengthField(1),
  count: countField(1),
  ...wishFields,
  ...samplingFields,
  ...guidanceFields,
});

type Options = z.output<typeof options>;

export const inpaintTask = task({
  title: 'Inpaint',
  description: 'Paints a part of a picture anew, so that it fits the rest.',
  input: { image: 'image', mask: 'mask' },
  options,
  output: 'image',
});

/** Yields the pictures so far, [count, H, W, C], and returns them; what is not masked is the given picture, pixel for pixel. */
export async function* inpaint(model: DiffusionModel, { image, mask }: { readonly image: Tensor; readonly mask: Tensor }, options: Options, call: RunCall): AsyncGenerator<DiffusionStep, Tensor, undefined> {
  const { count, strength, prompt, negativePrompt, label } = options;
  const [forNoise, forWay, forWish] = split(call.key, 3);
  const { plan, steps, space, guided } = await call.wait(begin(model, options, call));
  checkSizes(image, mask);
  const told = model.conditions.tell({ prompts: [prompt], negativePrompt, label }, count, forWish);
  const from = firstCall(plan, steps, strength);
  const known = tidy(() => {
    const noise = normal(forNoise, [count, ...model.diffuser.shape]);
    const clean = space.encode(onePicture('image', image));
    const painted = expandDims(cast(greater(mask, 0.5), 'float32'), 0); // [1, H, W, 1]
    const start = from === 0 ? mul(noise, plan.initialScale) : plan.noised(tile(clean, [count, ...clean.shape.slice(1).map(() => 1)]), noise, from);
    return { noise, clean, painted, mask: inLatents(painted, model.diffuser), start };
  });
  const merged = (x: Tensor): Tensor => merge(space.decode(x), image, known.painted);
  const end = yield* denoise({ plan, predict: guided(told), start: known.start, from, held: known, show: merged, warnings: told.warnings }, { ...call, key: forWay });
  const result = finished({ ...space, decode: merged } satisfies Space, end);
  for (const tensor of [known.noise, known.clean, known.painted, known.mask]) tensor.dispose();
  return result;
}

/** @throws FigmentError `INPUT_INVALID` */
function checkSizes(image: Tensor, mask: Tensor): void {
  const [height, width] = image.shape.slice(-3), [down, across] = mask.shape;
  if (height !== down || width !== across) throw new FigmentError('INPUT_INVALID', `input.mask must be as large as input.image (${height} x ${width}), got ${down} x ${across}.`);
}

/** A place is painted anew where any of its pixels is: [1, H, W, 1] -> [1, h, w, 1] */
function inLatents(painted: Tensor, { shape: [height, width] }: Diffuser): Tensor {
  if (painted.shape[1] === height) return painted.clone();
  return tidy(() => cast(greater(adaptiveAveragePool2d(painted, [height!, width!]), 0), 'float32'));
}

/** Painted pixels over the picture. */
function merge(pictures: Tensor, image: Tensor, painted: Tensor): Tensor {
  return tidy(() => add(mul(pictures, painted), mul(onePicture('image', image), sub(1, painted))));
}
