import type { Tensor } from '@figment/core';
import { add, concat, mul, reshape, tidy } from '@figment/core/ops';
import { batched, checkOnePicture, type RunCall, task } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { type GanModel, labelTensor, render } from './model.ts';
import { DIRECTIONS, framesField, searchFields } from './options.ts';

const schema = z.object({
  direction: z.int().min(1).max(DIRECTIONS).default(1).describe('Along which direction: 1 = the one in which pictures change most.'),
  amount: z.number().min(0).max(10).default(3).describe('How far to both sides, in standard deviations.'),
  frames: framesField.default(7),
  vector: z.array(z.number()).default([]).describe('A direction of your own instead, such as one found from labels: as many numbers as a style has.').meta({ advanced: true }),
  ...searchFields(200),
});

export const editTask = task({
  title: 'Edit along a direction',
  description: 'Finds a picture among those that the model can make, and changes it along a direction: a strip from one extreme to the other, the picture itself in the middle.',
  input: { image: 'image' },
  options: schema,
  output: 'image',
});

/** Yields the picture as it is found, then each picture of the strip [H, W, C]; returns the strip, [frames, H, W, C]. */
export async function* edit(model: GanModel, { image }: { readonly image: Tensor }, { direction, amount, frames, vector, ...search }: z.output<typeof schema>, { key, wait }: RunCall): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  checkOnePicture('image', image);
  const [{ movement, movementAlong }, { projectPicture }] = await wait(Promise.all([import('./movement.ts'), import('./projection.ts')]));
  const [forSearch, forNoise] = split(key, 2);
  const amounts = Array.from({ length: direction }, (_, i) => (i + 1 === direction ? 1 : 0));
  const step = vector.length > 0 ? movementAlong(model, vector) : await wait(movement(model, amounts, wait));
  const of = search.steps + frames;
  const found = yield* projectPicture(model, batched(image), search, { key: forSearch, wait, of });
  // What is made from here to the next step is freed with the run.
  await wait(Promise.resolve());
  const made: Tensor[] = [];
  for (let i = 0; i < frames; i++) {
    const by = amount * ((2 * i) / (frames - 1) - 1);
    const picture = tidy(() => {
      const label = labelTensor(found.class === undefined ? undefined : Int32Array.of(found.class));
      return render(model, step === undefined ? found.styles : add(found.styles, mul(step, by)), label, forNoise);
    });
    made.push(picture);
    yield { step: search.steps + i + 1, of, sample: tidy(() => reshape(picture, [...model.imageShape])) };
  }
  return tidy(() => concat(made, 0));
}
