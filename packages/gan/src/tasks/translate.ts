import { alike, batched, task } from '@figment/core/plugin';
import { clip, tidy, unsigned } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

/** What pictures go through: [B, H, W, C] in [0, 1] -> [B, H, W, D] in [-1, 1]. */
export type Translation = (pictures: Tensor) => Tensor;

export const translateTask = task({
  title: 'Translate',
  description: 'Makes of a picture what the model has learnt to make of such: colours for a grey one, a picture of a drawing.',
  input: { input: 'image' },
  options: z.object({
    drawing: z.boolean().default(false).describe('What you hand in is a drawing, with dark lines on white: they are not looked for in it. Only for models that were shown edges.'),
  }),
  output: 'image',
});

/** Yields and returns the translation, one picture or as many as were given. */
export async function* translate(translation: Translation, { input }: { input: Tensor }): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const sample = tidy(() => alike(clip(unsigned(translation(batched(input))), 0, 1), input));
  yield { step: 1, of: 1, sample };
  return sample;
}
