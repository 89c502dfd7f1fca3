import { batched, checkOnePicture, task } from '@figment/core/plugin';
import { concat, reshape, slice, tidy } from '@figment/core/ops';
import type { Tensor } from '@figment/core';
import type { SamplingStep } from '@figment/core/sampling';
import * as z from 'zod';

import type { ImageCodec } from '../image-codec.ts';

const options = z.object({
  cut: z.enum(['vertical', 'horizontal']).default('vertical').describe('Whether the first picture gives the left or the top part.'),
  at: z.number().min(0).max(1).default(0.5).describe('How much of the first picture there is: 0.5 = half of each.'),
});

export const spliceTask = task({
  title: 'Splice',
  description: 'Joins a part of one picture to a part of another in the latent space, where the seam heals: half cake, half pie.',
  input: { first: 'image', second: 'image' },
  options,
  output: 'image',
});

/** Why a vector latent can't be spliced. */
export const spliceUnavailable = 'the latent is a vector, which has no left and right half; configure latent as { channels, downsample }.';

/** Both latents are cut at the nearest place between two of their columns (rows). */
export async function* splice(
  codec: ImageCodec,
  { first, second }: { first: Tensor; second: Tensor },
  { cut, at }: z.output<typeof options>,
): AsyncGenerator<SamplingStep<Tensor>, Tensor, undefined> {
  checkOnePicture('first', first);
  checkOnePicture('second', second);
  const sample = tidy(() => {
    const a = codec.encode(batched(first)), b = codec.encode(batched(second)); // [1, h, w, c]
    const axis = cut === 'vertical' ? 2 : 1;
    const length = a.shape[axis] as number;
    const seam = Math.round(at * length);
    const joined = seam === 0 ? b : seam === length ? a : concat([part(a, axis, 0, seam), part(b, axis, seam, length)], axis);
    return reshape(codec.decode(joined), [...codec.imageShape]);
  });
  yield { step: 1, of: 1, sample };
  return sample;
}

/** Places from to to - 1 along an axis. */
function part(x: Tensor, axis: number, from: number, to: number): Tensor {
  const begin = x.shape.map((_, i) => (i === axis ? from : 0));
  const size = x.shape.map((length, i) => (i === axis ? to - from : length));
  return slice(x, begin, size);
}
