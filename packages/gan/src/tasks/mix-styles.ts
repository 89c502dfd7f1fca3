import type { Tensor } from '@figment/core';
import { concat, ones, slice, tensor, tidy, tile } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { foldIn, split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { classesFor, drawLatents, type GanModel, labelTensor, render, stylesOf } from './model.ts';
import { classField, truncationField } from './options.ts';

const schema = z.object({
  count: z.int().min(1).max(8).default(3).describe('How many pictures the coarse comes from, and how many the fine.'),
  crossover: z.number().min(0).max(1).default(0.5).describe('Part of the layers, from the coarsest on, whose styles come from the picture at the left; the others come from the one above.'),
  class: classField,
  truncation: truncationField,
});

export const mixStylesTask = task({
  title: 'Mix styles',
  description: 'Shapes of one picture, surfaces of another: a table of pictures whose coarse styles come from the left and fine ones from above.',
  input: {},
  options: schema,
  output: 'image',
});

/** Why a generator with one style has none to mix. */
export const mixStylesUnavailable = 'one style drives its whole pictures. Configure generator.kind as "style", and train it.';

/**
 * Yields each row of the table and returns all, [(count + 1)^2, H, W, C], row by row: the first row shows what is above, the first of each other
 * row what is at the left; the corner is white. Karras et al. 2019, arXiv:1812.04948, section 3.1 and figure 3.
 */
export async function* mixStyles(model: GanModel, { count, crossover, truncation, ...options }: z.output<typeof schema>, { key }: RunCall): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  const [forLatents, forClass, forNoise] = split(key, 3);
  const label = classesFor(model, options.class, 1, forClass);
  const labels = label && new Int32Array(count).fill(label[0]!);
  const { latentSize, styleLayers, styleSize } = model.generator;
  const latents = drawLatents(model, 2 * count, forLatents);
  const coarse = Math.round(crossover * styleLayers);
  const styles = (part: 0 | 1): Tensor => stylesOf(model, tensor(latents.slice(part * count * latentSize, (part + 1) * count * latentSize), [count, latentSize]), labelTensor(labels), truncation);
  const layers = (of: Tensor, from: number, to: number): Tensor => slice(of, [0, from, 0], [count, to - from, styleSize]);
  const rows: Tensor[] = [];
  for (let row = 0; row <= count; row++) {
    const pictures = tidy(() => {
      const above = styles(1);
      if (row === 0) return concat([ones([1, ...model.imageShape]), render(model, above, labelTensor(labels), forNoise)], 0);
      const left = slice(styles(0), [row - 1, 0, 0], [1, styleLayers, styleSize]);
      const each = tile(left, [count, 1, 1]); // [1, L, S] -> [count, L, S]
      const mixed = coarse === 0 ? above : coarse === styleLayers ? each : concat([layers(each, 0, coarse), layers(above, coarse, styleLayers)], 1);
      return concat([render(model, left, labelTensor(label), foldIn(forNoise, row)), render(model, mixed, labelTensor(labels), forNoise)], 0);
    });
    rows.push(tidy(() => pictures.clone()));
    yield { step: row + 1, of: count + 1, sample: pictures };
  }
  return tidy(() => concat(rows, 0));
}
