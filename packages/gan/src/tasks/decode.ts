import { FigmentError, type Tensor } from '@figment/core';
import { reshape, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { classesFor, type GanModel, labelTensor, latentSizeOf, render } from './model.ts';
import { classField } from './options.ts';

const schema = z.object({ class: classField });

export const decodeTask = task({
  title: 'Decode',
  description: 'The picture that comes of given styles: the way back from Project.',
  input: { latent: 'embedding' },
  options: schema,
  output: 'image',
});

/** latent: [D] or [N, D], D = styleLayers * styleSize -> [H, W, C] or [N, H, W, C]. */
export async function* decode(model: GanModel, { latent }: { readonly latent: Tensor }, options: z.output<typeof schema>, { key }: RunCall): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const size = latentSizeOf(model);
  if (latent.shape.at(-1) !== size) throw new FigmentError('INPUT_INVALID', `input.latent must have ${size} numbers for a picture, got ${latent.shape.at(-1)}.`);
  const [forClasses, forNoise] = split(key, 2);
  const count = latent.size / size;
  const labels = classesFor(model, options.class, count, forClasses);
  const { styleLayers, styleSize } = model.generator;
  const sample = tidy(() => {
    const pictures = render(model, reshape(latent, [count, styleLayers, styleSize]), labelTensor(labels), forNoise);
    return latent.rank === 1 ? reshape(pictures, [...model.imageShape]) : pictures;
  });
  yield { step: 1, of: 1, sample };
  return sample;
}
