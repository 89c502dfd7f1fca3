import { batched, checkOnePicture, type RunCall, task } from '@figment/core/plugin';
import { concat, cosineBetween, lerp, reshape, slerp, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { ImageCodec } from '../image-codec.ts';

const options = z.object({
  steps: z.int().min(2).max(256).default(9).describe('Number of pictures, both ends included.'),
  path: z.enum(['linear', 'spherical']).default('linear').describe('The way through the latent space: the straight line, or an arc that keeps the usual distance from its centre.'),
});

export const interpolateTask = task({
  title: 'Interpolate',
  description: 'Walks from one picture to another: half-way is half of each.',
  input: { from: 'image', to: 'image' },
  options,
  output: 'image',
});

/** A picture on the way. */
export interface InterpolationStep extends SamplingStep<Tensor> {
  /** How much of `to` is in this picture: 0 to 1. */
  readonly weight: number;
}

/** Yields each picture [H, W, C] on the way, and returns them all, [steps, H, W, C]. */
export async function* interpolate(
  codec: ImageCodec,
  { from, to }: { from: Tensor; to: Tensor },
  { steps, path }: z.output<typeof options>,
  { wait }: RunCall,
): AsyncGenerator<InterpolationStep, Tensor, undefined> {
  checkOnePicture('from', from);
  checkOnePicture('to', to);
  const [a, b] = tidy<[Tensor, Tensor]>(() => [codec.encode(batched(from)), codec.encode(batched(to))]);
  const cosine = path === 'spherical' ? cosineBetween(await wait(a.data()), await wait(b.data())) : 1;
  const frames: Tensor[] = [];
  for (let i = 0; i < steps; i++) {
    const weight = i / (steps - 1);
    const frame = tidy(() => codec.decode(path === 'spherical' ? slerp(a, b, weight, cosine) : lerp(a, b, weight)));
    frames.push(frame);
    yield { step: i + 1, of: steps, sample: tidy(() => reshape(frame, [...codec.imageShape])), weight };
  }
  return tidy(() => concat(frames, 0)); // steps x [1, H, W, C] -> [steps, H, W, C]
}
