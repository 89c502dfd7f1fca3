import { batched, checkOnePicture, task } from '@figment/core/plugin';
import { tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { VectorQuantizedAutoencoder } from '../vq/autoencoder.ts';
import { tokensOf } from '../vq/decode-codes.ts';

export const tokenizeTask = task({
  title: 'To tokens',
  description: 'Writes a picture as a row of code numbers, as a language model could read it.',
  input: { image: 'image' },
  options: z.object({}),
  output: 'tokens',
});

/** @returns int32 [h w], row by row. */
export async function* tokenize(autoencoder: VectorQuantizedAutoencoder, { image }: { image: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  checkOnePicture('image', image);
  const sample = tidy(() => tokensOf(autoencoder, autoencoder.encode(batched(image))));
  yield { step: 1, of: 1, sample };
  return sample;
}
