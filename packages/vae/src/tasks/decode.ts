import { task } from '@figment/core/plugin';
import { reshape, tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import { z } from 'zod';

import { type ImageCodec, latentSize } from '../image-codec.ts';

export const decodeTask = task({
  title: 'Decode',
  description: 'The picture at a place of the latent space: the way back from Encode.',
  input: { latent: 'embedding' },
  options: z.object({}),
  output: 'image',
});

/**
 * @param input latent: [D] or [N, D], laid out as `encode` gives it.
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export async function* decode(codec: ImageCodec, { latent }: { latent: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const size = latentSize(codec);
  if (latent.shape.at(-1) !== size) {
    throw new FigmentError('SHAPE_MISMATCH', `input.latent must have the shape [${size}] or [N, ${size}], got [${latent.shape.join(', ')}].`);
  }
  const sample = tidy(() => {
    const pictures = codec.decode(reshape(latent, [-1, ...codec.latentShape])); // [N, D] -> [N, ...latent]
    return latent.rank === 1 ? reshape(pictures, [...codec.imageShape]) : pictures;
  });
  yield { step: 1, of: 1, sample };
  return sample;
}
