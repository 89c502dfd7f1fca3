import { FigmentError } from '../errors.ts';
import { bits } from './bits.ts';
import { requireCount } from './check.ts';
import type { Key } from './key.ts';
import { split } from './split.ts';
import { uniformArray } from './uniform.ts';

/**
 * `count` whole numbers in [min, max), as `jax.random.randint`: two words a number, so that the bias of the remainder is at most
 * (max - min) 2^-64.
 *
 * @param range Both ends are 32-bit integers; max itself is not drawn.
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function randintArray(key: Key, count: number, range: { readonly min?: number | undefined; readonly max: number }): Int32Array {
  const { min = 0, max } = range;
  for (const [name, value] of [['min', min], ['max', max]] as const) {
    if ((value | 0) !== value) throw new FigmentError('OPTIONS_INVALID', `${name} must be an integer from -2^31 to 2^31 - 1, got ${value}.`);
  }
  if (max <= min) throw new FigmentError('OPTIONS_INVALID', `max must be above min (${min}), got ${max}.`);
  const [forHigh, forLow] = split(key, 2);
  const high = bits(forHigh, count), low = bits(forLow, count);
  const span = max - min;
  const root = 2 ** 16 % span;
  const multiplier = (Math.imul(root, root) >>> 0) % span; // 2^32 mod span, as JAX has it: the square wraps at 32 bits
  const out = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const offset = (Math.imul(high[i]! % span, multiplier) + (low[i]! % span)) >>> 0;
    out[i] = min + (offset % span);
  }
  return out;
}

/**
 * The numbers 0 to count - 1 in random order, as `jax.random.permutation(key, count)`: a stable sort by random words, repeated
 * until equal words no longer matter.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function permutation(key: Key, count: number): Int32Array {
  requireCount('count', count);
  let order: Int32Array = Int32Array.from({ length: count }, (_, i) => i);
  const rounds = Math.ceil((3 * Math.log(Math.max(1, count))) / Math.log(2 ** 32 - 1));
  for (let round = 0, current = key; round < rounds; round++) {
    const [next, forWords] = split(current, 2);
    order = sortedBy(bits(forWords, count), order);
    current = next;
  }
  return order;
}

/** `values` in the order of `words`, equal ones as they stood: a radix sort, 8 bits a pass from the lowest on. */
function sortedBy(words: Uint32Array, values: Int32Array): Int32Array {
  let keys = words, from = values;
  let nextKeys: Uint32Array = new Uint32Array(words.length), to: Int32Array = new Int32Array(values.length);
  for (let shift = 0; shift < 32; shift += 8) {
    const place = new Uint32Array(257);
    for (const word of keys) place[((word >>> shift) & 255) + 1]!++;
    for (let digit = 0; digit < 256; digit++) place[digit + 1]! += place[digit]!;
    for (let i = 0; i < keys.length; i++) {
      const at = place[(keys[i]! >>> shift) & 255]!++;
      nextKeys[at] = keys[i]!;
      to[at] = from[i]!;
    }
    [keys, nextKeys, from, to] = [nextKeys, keys, to, from];
  }
  return from;
}

/**
 * `count` numbers that are 1 with the given probability and else 0, as `jax.random.bernoulli`: a uniform below it.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function bernoulliArray(key: Key, count: number, probability: number): Int32Array {
  if (!(probability >= 0 && probability <= 1)) throw new FigmentError('OPTIONS_INVALID', `probability must be from 0 to 1, got ${probability}.`);
  const uniforms = uniformArray(key, count);
  const below = Math.fround(probability);
  const out = new Int32Array(count);
  for (let i = 0; i < count; i++) out[i] = uniforms[i]! < below ? 1 : 0;
  return out;
}
