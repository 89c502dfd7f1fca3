import { FigmentError } from '../errors.ts';
import { bits } from './bits.ts';
import { type Key, wordsOf } from './key.ts';
import { philoxBlock } from './philox.ts';
import { threefryBlock } from './threefry.ts';

/** N keys as a tuple where N is a literal, so that `const [a, b] = split(key, 2)` needs no check. */
export type Keys<N extends number> = number extends N ? readonly Key[] : KeyTuple<N>;
type KeyTuple<N extends number, Made extends readonly Key[] = readonly []> = Made['length'] extends N ? Made : KeyTuple<N, readonly [...Made, Key]>;

/**
 * Philox's last counter word says what the numbers are for, so that keys made from a key and numbers drawn with it
 * never come from the same block. (Threefry follows JAX, which shares its counters among the three.)
 */
const SPLIT = 1, FOLD = 2;

/**
 * `count` new keys that are independent of each other and of the one given. A key is used once: to draw, or to be split.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function split<const N extends number>(key: Key, count: N): Keys<N> {
  if (!Number.isSafeInteger(count) || count < 1 || count > 2 ** 31) {
    throw new FigmentError('OPTIONS_INVALID', `count must be a whole number from 1 to 2^31, got ${count}.`);
  }
  const words = splitWords(key, count);
  return Array.from({ length: count }, (_, i) => ({ data: words.slice(2 * i, 2 * i + 2), generator: key.generator })) as unknown as Keys<N>;
}

function splitWords(key: Key, count: number): Uint32Array {
  const [k0, k1] = key.data as unknown as [number, number];
  switch (key.generator) {
    case 'threefry2x32': {
      const words = new Uint32Array(2 * count);
      for (let i = 0; i < count; i++) threefryBlock(k0, k1, 0, i, words, 2 * i);
      return words;
    }
    case 'threefry2x32-legacy':
      return bits(key, 2 * count);
    case 'philox4x32': {
      const words = new Uint32Array(2 * count + 2);
      for (let i = 0; i < count; i++) philoxBlock(k0, k1, i, 0, 0, SPLIT, words, 2 * i); // the next key overwrites words 2 and 3
      return words;
    }
  }
}

/**
 * A new key from a key and a number: step 17 of a run, layer 3 of a model. Up to 2^32 - 1 it is JAX's `fold_in`.
 *
 * @param data Any safe integer.
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function foldIn(key: Key, data: number): Key {
  const [high, low] = wordsOf('data', data);
  const [k0, k1] = key.data as unknown as [number, number];
  const words = new Uint32Array(4);
  if (key.generator === 'philox4x32') philoxBlock(k0, k1, low, high, 0, FOLD, words, 0);
  else threefryBlock(k0, k1, high, low, words, 0);
  return { data: words.slice(0, 2), generator: key.generator };
}
