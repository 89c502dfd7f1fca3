import type { Tensor } from '@figment/core';
import { add, concat, tensor, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { foldIn, split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { CHUNK, classesFor, drawLatents, type GanModel, labelTensor, render, stylesOf } from './model.ts';
import { classField, directionsField, truncationField } from './options.ts';

const schema = z.object({
  count: z.int().min(1).max(256).default(16).describe('How many pictures.'),
  class: classField,
  truncation: truncationField,
  directions: directionsField,
});

export const generateTask = task({
  title: 'Generate',
  description: 'Makes new pictures of random numbers.',
  input: {},
  options: schema,
  output: 'image',
});

/** Some of the pictures, [up to 16, H, W, C]. */
export interface GanGenerationStep extends SamplingStep<Tensor> {
  /** Of a model that knows classes: what each of these is. */
  readonly classes?: readonly number[];
}

/** Yields pictures as they are made; returns all, [count, H, W, C]. */
export async function* generate(model: GanModel, { count, truncation, directions, ...options }: z.output<typeof schema>, { key, wait }: RunCall): AsyncGenerator<GanGenerationStep, Tensor, undefined> {
  const [forLatents, forClasses, forNoise] = split(key, 3);
  const labels = classesFor(model, options.class, count, forClasses);
  // Only who moves pictures loads it.
  const shift = directions.length === 0 ? undefined : await wait((await wait(import('./movement.ts'))).movement(model, directions, wait));
  const { latentSize } = model.generator;
  const latents = drawLatents(model, count, forLatents);
  const made: Tensor[] = [];
  const of = Math.ceil(count / CHUNK);
  for (let step = 1; step <= of; step++) {
    const [from, to] = [(step - 1) * CHUNK, Math.min(count, step * CHUNK)];
    const sample = tidy(() => {
      const chunk = labelTensor(labels?.slice(from, to));
      const styles = stylesOf(model, tensor(latents.slice(from * latentSize, to * latentSize), [to - from, latentSize]), chunk, truncation);
      return render(model, shift === undefined ? styles : add(styles, shift), chunk, foldIn(forNoise, step));
    });
    made.push(tidy(() => sample.clone()));
    yield { step, of, sample, ...(labels && { classes: [...labels.slice(from, to)] }) };
  }
  return tidy(() => concat(made, 0));
}
