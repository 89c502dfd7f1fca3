import { alike, batched, task } from '@figment/core/plugin';
import { tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { ImageCodec } from '../image-codec.ts';

export const reconstructTask = task({
  title: 'Reconstruct',
  description: 'Squeezes pictures through the latent space and rebuilds them.',
  input: { image: 'image' },
  options: z.object({}),
  output: 'image',
});

export async function* reconstruct(codec: ImageCodec, { image }: { image: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const sample = tidy(() => alike(codec.decode(codec.encode(batched(image))), image));
  yield { step: 1, of: 1, sample };
  return sample;
}
