import type { Tensor } from '@figment/core';
import { concat, div, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { normal, split } from '@figment/core/random';
import * as z from 'zod';

import { addNoise } from '../noise/levels.ts';
import { denoised } from '../noise/prediction.ts';
import { seenBy } from '../network/diffuser.ts';
import { begin } from './begin.ts';
import { checkFinite } from './denoise.ts';
import { onePicture } from './image-input.ts';
import type { DiffusionModel } from './model.ts';
import { guidanceField, guidanceFields, wishFields } from './options.ts';
import type { DiffusionStep } from './step.ts';

const options = z.object({
  time: z.number().min(0.001).max(1).default(0.5).describe('How far on the way to noise: 0 = the picture, 1 = noise alone.'),
  ...wishFields,
  ...guidanceFields,
  guidance: guidanceField(1),
});

export const noiseTask = task({
  title: 'Add noise',
  description: 'Covers a picture with noise, and shows what the network takes for picture and for noise in it.',
  input: { image: 'image' },
  options,
  output: 'image',
});

/** What a network sees in a noisy picture. */
export interface NoiseStep extends DiffusionStep {
  /** How much is left of the picture, and how much noise there is: x_t = alpha x_0 + sigma e. */
  readonly alpha: number;
  readonly sigma: number;
  /** What it takes for noise, as a picture: gray is none, [1, H, W, C]. Lent, as `sample` is. */
  readonly noise: Tensor;
}

/** Noise of so many standard deviations is as dark or bright as can be, where pixels are diffused. */
const SHOWN_DEVIATIONS = 3;

/** One step: the noisy picture, and what the network makes of it. Returns the three side by side, [3, H, W, C]: noisy, clean, noise. */
export async function* addNoiseTo(model: DiffusionModel, { image }: { readonly image: Tensor }, chosen: z.output<typeof options>, call: RunCall): AsyncGenerator<NoiseStep, Tensor, undefined> {
  const { time: part, prompt, negativePrompt, label } = chosen;
  const { diffuser: { process, prediction, shape }, conditions } = model;
  const [forNoise, forWish] = split(call.key, 2);
  const { space, guided } = await call.wait(begin(model, { ...chosen, steps: 1, sampler: 'auto', samplerOptions: {} }, call));
  const told = conditions.tell({ prompts: [prompt], negativePrompt, label: label ?? conditions.anyLabel(forWish) }, 1, forWish);
  const [first, last] = process.timeRange ?? [0, process.kind === 'variancePreserving' ? process.trainingSteps - 1 : process.trainingSteps];
  const time = first + part * (last - first);
  const level = process.at(time);
  const { sample, clean, noise } = tidy(() => {
    const noisy = addNoise(space.encode(onePicture('image', image)), normal(forNoise, [1, ...shape]), level);
    const said = denoised(prediction, guided(told)(seenBy(process, noisy, [level]), time), noisy, level);
    return { sample: space.decode(noisy), clean: space.decode(said.clean), noise: space.decode(div(said.noise, SHOWN_DEVIATIONS)) };
  });
  await call.wait(checkFinite(clean, call.wait, `at time ${time}`));
  yield { step: 1, of: 1, sample, clean, noise, time, noiseLevel: level.sigma / level.alpha, ...level, warnings: told.warnings };
  return tidy(() => concat([sample, clean, noise], 0));
}
