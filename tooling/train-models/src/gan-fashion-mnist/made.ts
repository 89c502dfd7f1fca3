import type { Tensor } from '@figment/core';
import { concat, dispose } from '@figment/core/ops';
import type { RunOptions, Sampling } from '@figment/core/sampling';

/** A model that generates pictures. */
export interface Maker {
  readonly tasks: { readonly generate: { sample(input: object, options: RunOptions & { readonly count: number }): Sampling<unknown, Tensor> } };
}

const AT_ONCE = 250;

/** So many pictures of seeds 0, 1, 2 …: [count, H, W, C]. */
export async function madePictures({ tasks: { generate } }: Maker, count: number, options: object = {}): Promise<Tensor> {
  const parts: Tensor[] = [];
  for (let seed = 0; seed * AT_ONCE < count; seed++) parts.push(await generate.sample({}, { ...options, seed, count: Math.min(AT_ONCE, count - seed * AT_ONCE) }).result());
  const all = concat(parts, 0);
  dispose(parts);
  return all;
}
