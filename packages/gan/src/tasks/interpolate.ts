import type { Tensor } from '@figment/core';
import { concat, cosineBetween, lerp, reshape, slerp, slice, tensor, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { split } from '@figment/core/random';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import { classesFor, drawLatents, type GanModel, labelTensor, render, stylesOf } from './model.ts';
import { classField, framesField, truncationField } from './options.ts';

const schema = z.object({
  frames: framesField,
  class: classField,
  truncation: truncationField,
  space: z.enum(['z', 'w']).default('z').describe('z = on an arc between the two latents; w = on a straight line between their styles, which is smoother where a network lies between both.'),
});

export const interpolateTask = task({
  title: 'Interpolate',
  description: 'Walks from one made picture to another.',
  input: {},
  options: schema,
  output: 'image',
});

/** A picture on the way. */
export interface GanInterpolationStep extends SamplingStep<Tensor> {
  /** How much of the second is in this picture: 0 to 1. */
  readonly weight: number;
}

/** Yields each picture [H, W, C] on the way, and returns them all, [frames, H, W, C]. */
export async function* interpolate(model: GanModel, { frames, truncation, space, ...options }: z.output<typeof schema>, { key }: RunCall): AsyncGenerator<GanInterpolationStep, Tensor, undefined> {
  const [forLatents, forClass, forNoise] = split(key, 3);
  const labels = classesFor(model, options.class, 1, forClass);
  const { latentSize, styleLayers, styleSize } = model.generator;
  const latents = drawLatents(model, 2, forLatents);
  const cosine = cosineBetween(latents.subarray(0, latentSize), latents.subarray(latentSize));
  const made: Tensor[] = [];
  for (let i = 0; i < frames; i++) {
    const weight = i / (frames - 1);
    const frame = tidy(() => {
      const label = labelTensor(labels);
      const ends = tensor(latents, [2, latentSize]);
      const end = (of: Tensor, at: number): Tensor => slice(of, [at, ...of.shape.slice(1).map(() => 0)], [1, ...of.shape.slice(1)]);
      const toStyles = (z: Tensor): Tensor => stylesOf(model, z, label, truncation);
      const styles = space === 'z'
        ? toStyles(slerp(end(ends, 0), end(ends, 1), weight, cosine))
        : lerp(toStyles(end(ends, 0)), toStyles(end(ends, 1)), weight);
      // The same accidents in each picture: only what is walked along changes.
      return render(model, reshape(styles, [1, styleLayers, styleSize]), label, forNoise);
    });
    made.push(frame);
    yield { step: i + 1, of: frames, sample: tidy(() => reshape(frame, [...model.imageShape])), weight };
  }
  return tidy(() => concat(made, 0));
}
