import { alike, batched, task } from '@figment/core/plugin';
import { clip, tidy, unsigned } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

/** From pictures, [B, H, W, C] in [0, 1], to others. */
export interface Translation {
  /** What the network is shown of them, [B, H, W, D] in [0, 1], where that is something else. */
  readonly source?: (pictures: Tensor) => Tensor;
  /** Of what it is shown: [B, H, W, D] in [0, 1] -> [B, H, W, E] in [-1, 1]. */
  readonly through: (source: Tensor) => Tensor;
}

/** A translation; its sample is what is made. */
export interface TranslationStep extends SamplingStep<Tensor> {
  /** What the network was shown of the picture, where that is something else: gray, edges. */
  readonly seen?: Tensor;
}

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
export async function* translate({ source, through }: Translation, { input }: { input: Tensor }): AsyncGenerator<TranslationStep, Tensor, undefined> {
  const made = tidy(() => {
    const pictures = batched(input);
    const seen = source?.(pictures) ?? pictures;
    const sample = alike(clip(unsigned(through(seen)), 0, 1), input);
    return { sample, ...(seen !== pictures && { seen: alike(seen, input) }) };
  });
  yield { step: 1, of: 1, ...made };
  return made.sample;
}
