import { type RunCall, task } from '@figment/core/plugin';
import { concat, tensor, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { AXES, type LatentAxes } from '../calibration/latent-axes.ts';
import type { LatentPrior } from '../calibration/latent-prior.ts';
import type { ImageCodec } from '../image-codec.ts';
import { drawFromMixture } from '../mixture/gaussian-mixture.ts';

const options = z.object({
  count: z.int().min(1).max(256).default(16).describe('How many pictures.'),
  temperature: z.number().min(0).max(2).default(0.8).describe('How far from the middle of what it has learnt: 0 = typical pictures only, 1 = as varied as the training pictures, more = odder.'),
  truncation: z.number().min(0).max(5).default(0).describe('Keeps the noise within so many standard deviations: fewer odd pictures. 0 = no limit.'),
  directions: z
    .array(z.number().min(-5).max(5))
    .max(AXES)
    .default([])
    .describe('Moves all pictures along the main directions of the latent space, in standard deviations: the first number along the strongest.'),
});

export const generateTask = task({
  title: 'Generate',
  description: 'Makes new pictures from random places of the latent space.',
  input: {},
  options,
  output: 'image',
});

/** Why there is no prior to draw latent pictures from. */
export const generateUnavailable =
  'a latent picture has no prior to draw from: the noise of each place is drawn alone, and decodes to noise. Configure latent as a number, or train a generative model over these latents.';

/** Pictures are decoded a few at a time; each step shows the latest of them. */
const CHUNK = 16;

/** Yields pictures as they are made, [up to 16, H, W, C]; returns all, [count, H, W, C]. */
export async function* generate(
  codec: ImageCodec,
  { prior, axes }: { readonly prior: LatentPrior; readonly axes: LatentAxes },
  { count, temperature, truncation, directions }: z.output<typeof options>,
  { key, wait }: RunCall,
): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const mixture = await wait(prior.read(wait));
  const { dimension } = mixture;
  const latents = drawFromMixture(mixture, key, count, { temperature, truncation });
  move(latents, dimension, directions, await wait(axes.directions.data()));
  const made: Tensor[] = [];
  const of = Math.ceil(count / CHUNK);
  for (let step = 1; step <= of; step++) {
    const chunk = latents.subarray((step - 1) * CHUNK * dimension, step * CHUNK * dimension);
    const sample = tidy(() => codec.decode(tensor(chunk, [chunk.length / dimension, dimension]))); // [n, D] -> [n, H, W, C]
    made.push(tidy(() => sample.clone()));
    yield { step, of, sample };
  }
  return tidy(() => concat(made, 0));
}

/** Adds the same shift to each latent. */
function move(latents: Float32Array, dimension: number, amounts: readonly number[], directions: ArrayLike<number>): void {
  amounts.slice(0, directions.length / dimension).forEach((amount, axis) => {
    for (let i = 0; i < latents.length; i++) latents[i]! += amount * directions[axis * dimension + (i % dimension)]!;
  });
}
