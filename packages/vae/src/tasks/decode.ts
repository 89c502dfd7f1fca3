import { task } from '@figment/core/plugin';
import { reshape, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { ImageCodec } from '../image-codec.ts';

export const decodeTask = task({
  title: 'Decode',
  description: 'The picture at a place of the latent space: the way back from Encode.',
  input: { latent: 'embedding' },
  options: z.object({}),
  output: 'image',
});

/** @param input latent: [D] or [N, D], laid out as `encode` gives it. */
export async function* decode(codec: ImageCodec, { latent }: { latent: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const sample = tidy(() => {
    const pictures = codec.decode(reshape(latent, [-1, ...codec.latentShape])); // [N, D] -> [N, ...latent]
    return latent.rank === 1 ? reshape(pictures, [...codec.imageShape]) : pictures;
  });
  yield { step: 1, of: 1, sample };
  return sample;
}
