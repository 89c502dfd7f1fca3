import type { HostValue } from '@figment/core/plugin';

import type { Output } from './output.ts';
import { type GridLook, writePictures } from './pictures.ts';

/** A picture of each head, a row of them for each layer: the lighter, the more a token (downwards) looks at another (to the right). */
export async function writeAttention({ weights: { data, shape } }: HostValue<'attention'>, path: string, look: GridLook, output: Output): Promise<readonly string[]> {
  const [layers, heads, queries, keys] = shape as readonly [number, number, number, number];
  return await writePictures({ data, shape: [layers * heads, queries, keys, 1] }, path, { ...look, columns: look.columns ?? heads }, output);
}
