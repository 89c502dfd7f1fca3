import { batched, task } from '@figment/core/plugin';
import { reshape, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { type ImageCodec, latentSize } from '../image-codec.ts';

export const encodeTask = task({
  title: 'Encode',
  description: 'The place of a picture in the latent space, as a list of numbers: like pictures lie close together.',
  input: { image: 'image' },
  options: z.object({}),
  output: 'embedding',
});

/** @returns [D] for one picture, [N, D] for several; latent pictures are laid out row by row, channels last. */
export async function* encode(codec: ImageCodec, { image }: { image: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const size = latentSize(codec);
  const sample = tidy(() => reshape(codec.encode(batched(image)), image.rank === 4 ? [-1, size] : [size])); // [N, ...latent] -> [N, D]
  yield { step: 1, of: 1, sample };
  return sample;
}
