import { requireCount } from './check.ts';
import type { Key } from './key.ts';
import { philoxBlock } from './philox.ts';
import { threefryBlock } from './threefry.ts';

/**
 * `count` random words of 32 bits. With `threefry2x32` a word depends on the key and its own index only, so that
 * a longer draw starts with a shorter one; equal to `jax.random.bits` of any shape with as many elements.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function bits(key: Key, count: number): Uint32Array {
  requireCount('count', count);
  const [k0, k1] = key.data as unknown as [number, number];
  switch (key.generator) {
    case 'threefry2x32': return partitionable(k0, k1, count);
    case 'threefry2x32-legacy': return legacy(k0, k1, count);
    case 'philox4x32': return philox(k0, k1, count);
  }
}

/** Word i is both halves of block (0, i), joined by exclusive or. */
function partitionable(k0: number, k1: number, count: number): Uint32Array {
  const out = new Uint32Array(count);
  const block = new Uint32Array(2);
  for (let i = 0; i < count; i++) {
    threefryBlock(k0, k1, 0, i, block, 0);
    out[i] = block[0]! ^ block[1]!;
  }
  return out;
}

/** Block i takes counters i and half + i (of an odd count the last one is 0), and gives words i and half + i. */
function legacy(k0: number, k1: number, count: number): Uint32Array {
  const out = new Uint32Array(count);
  const half = Math.ceil(count / 2);
  const block = new Uint32Array(2);
  for (let i = 0; i < half; i++) {
    const other = half + i;
    threefryBlock(k0, k1, i, other < count ? other : 0, block, 0);
    out[i] = block[0]!;
    if (other < count) out[other] = block[1]!;
  }
  return out;
}

/** Words 4 i to 4 i + 3 are block (i, 0, 0, 0). */
function philox(k0: number, k1: number, count: number): Uint32Array {
  const blocks = Math.ceil(count / 4);
  const out = new Uint32Array(4 * blocks);
  for (let i = 0; i < blocks; i++) philoxBlock(k0, k1, i, 0, 0, 0, out, 4 * i);
  return count === out.length ? out : out.slice(0, count);
}
