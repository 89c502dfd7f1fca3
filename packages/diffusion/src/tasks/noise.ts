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
  /** The noise that was added, shown as `noise` is. */
  readonly added: Tensor;
  /** Of what is diffused: of the picture itself, or of its latents. */
  readonly shape: readonly number[];
  /** The whole way from picture to noise, in even parts of time: from `options.time` 0 to 1. */
  readonly levels: readonly LevelAtTime[];
}

/** How much is left of a picture at a time, and how much noise there is. */
export interface LevelAtTime {
  readonly time: number;
  readonly alpha: number;
  readonly sigma: number;
}

/** Parts that a way is told in. */
const PARTS = 100;

/** Noise of so many standard deviations is as dark or bright as can be, where pixels are diffused. */
const SHOWN_DEVIATIONS = 3;

/**
 * One step: the noisy picture, and what the network makes of it. Returns the three side by side, [3, H, W, C]: noisy, clean, noise.
 * The noise is that with which `imageToImage` begins for the same seed, so that its steps lead back from here.
 */
export async function* addNoiseTo(model: DiffusionModel, { image }: { readonly image: Tensor }, chosen: z.output<typeof options>, call: RunCall): AsyncGenerator<NoiseStep, Tensor, undefined> {
  const { time: part, prompt, negativePrompt, label } = chosen;
  const { diffuser: { process, prediction, shape }, conditions } = model;
  const [forNoise, forWish] = split(call.key, 2);
  const { space, guided } = await call.wait(begin(model, { ...chosen, steps: 1, sampler: 'auto', samplerOptions: {} }, call));
  const told = conditions.tell({ prompts: [prompt], negativePrompt, label: label ?? conditions.anyLabel(forWish) }, 1, forWish);
  const [first, last] = process.timeRange ?? [0, process.kind === 'variancePreserving' ? process.trainingSteps - 1 : process.trainingSteps];
  const timeAt = (way: number): number => first + way * (last - first);
  const time = timeAt(part);
  const level = process.at(time);
  const { sample, clean, noise, added } = tidy(() => {
    const drawn = normal(forNoise, [1, ...shape]);
    const noisy = addNoise(space.encode(onePicture('image', image)), drawn, level);
    const said = denoised(prediction, guided(told)(seenBy(process, noisy, [level]), time), noisy, level);
    const shown = (e: Tensor): Tensor => space.decode(div(e, SHOWN_DEVIATIONS));
    return { sample: space.decode(noisy), clean: space.decode(said.clean), noise: shown(said.noise), added: shown(drawn) };
  });
  await call.wait(checkFinite(clean, call.wait, `at time ${time}`));
  const levels = Array.from({ length: PARTS + 1 }, (_, i): LevelAtTime => {
    const { alpha, sigma } = process.at(timeAt(i / PARTS));
    return { time: timeAt(i / PARTS), alpha, sigma };
  });
  yield { step: 1, of: 1, sample, clean, noise, added, shape, levels, time, noiseLevel: level.sigma / level.alpha, ...level, warnings: told.warnings };
  return tidy(() => concat([sample, clean, noise], 0));
}
