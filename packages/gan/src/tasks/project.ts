import type { Tensor } from '@figment/core';
import { reshape, tidy } from '@figment/core/ops';
import { batched, checkOnePicture, type RunCall, task } from '@figment/core/plugin';
import * as z from 'zod';

import type { GanModel } from './model.ts';
import { searchFields } from './options.ts';
import type { ProjectionStep } from './projection.ts';

const schema = z.object(searchFields(200));

export const projectTask = task({
  title: 'Project',
  description: 'Finds the styles that a picture would come of, so far as the model can make it; what it can not make comes out as the nearest that it can.',
  input: { image: 'image' },
  options: schema,
  output: 'embedding',
});

/** Yields the picture as it is found; returns its styles, [styleLayers * styleSize]. */
export async function* project(model: GanModel, { image }: { readonly image: Tensor }, options: z.output<typeof schema>, { key, wait }: RunCall): AsyncGenerator<ProjectionStep, Tensor, undefined> {
  checkOnePicture('image', image);
  // Only who searches loads it.
  const { projectPicture } = await wait(import('./projection.ts'));
  const { styles } = yield* projectPicture(model, batched(image), options, { key, wait });
  const found = tidy(() => reshape(styles, [-1])); // [1, L, S] -> [L S]
  styles.dispose();
  return found;
}
