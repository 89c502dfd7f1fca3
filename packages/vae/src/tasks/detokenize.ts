import { type RunCall, task } from '@figment/core/plugin';
import { reshape, tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { VectorQuantizedAutoencoder } from '../vq/autoencoder.ts';
import { decodeTokens } from '../vq/decode-codes.ts';

export const detokenizeTask = task({
  title: 'From tokens',
  description: 'The picture that a row of code numbers stands for.',
  input: { tokens: 'tokens' },
  options: z.object({}),
  output: 'image',
});

/**
 * @param input tokens: int32 [h w], each below the size of the codebook.
 * @throws FigmentError `INPUT_INVALID`
 */
export async function* detokenize(autoencoder: VectorQuantizedAutoencoder, { tokens }: { tokens: Tensor }, { wait }: RunCall): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const codes = autoencoder.codebook.codes.shape[0];
  const numbers = await wait(tokens.data<'int32'>());
  const wrong = numbers.findIndex((token) => token < 0 || token >= codes);
  if (wrong >= 0) throw new FigmentError('INPUT_INVALID', `input.tokens[${wrong}] must be from 0 to ${codes - 1}, got ${numbers[wrong]!}.`);
  const sample = tidy(() => reshape(decodeTokens(autoencoder, tokens), [...autoencoder.imageShape]));
  yield { step: 1, of: 1, sample };
  return sample;
}
