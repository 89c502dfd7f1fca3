import { bits } from './bits.ts';
import { requireBelow, requireWords } from './check.ts';
import type { Key } from './key.ts';

/**
 * How 32 random bits become a number; all four are exact.
 * - `closedOpen23`: [0, 1) in steps of 2^-23, JAX's rule and that of everything here.
 * - `closedOpen24`: [0, 1) in steps of 2^-24.
 * - `openClosed24`: (0, 1] in steps of 2^-24, for what takes a logarithm.
 * - `double53`: [0, 1) in steps of 2^-53 from two words, the first one high (NumPy's rule).
 */
export type UniformRule = 'closedOpen23' | 'closedOpen24' | 'openClosed24' | 'double53';

/**
 * Random words as uniform numbers.
 *
 * @throws FigmentError `OPTIONS_INVALID` for `double53` and an odd number of words.
 */
export function uniformFromBits(words: Uint32Array, rule: 'double53'): Float64Array;
export function uniformFromBits(words: Uint32Array, rule: Exclude<UniformRule, 'double53'>): Float32Array;
export function uniformFromBits(words: Uint32Array, rule: UniformRule): Float32Array | Float64Array {
  switch (rule) {
    case 'closedOpen23': return scaled(words, 9, 0);
    case 'closedOpen24': return scaled(words, 8, 0);
    case 'openClosed24': return scaled(words, 8, 1);
    case 'double53': return doubles(words);
  }
}

function scaled(words: Uint32Array, shift: number, offset: number): Float32Array {
  const out = new Float32Array(words.length);
  const step = 2 ** (shift - 32);
  for (let i = 0; i < out.length; i++) out[i] = ((words[i]! >>> shift) + offset) * step;
  return out;
}

function doubles(words: Uint32Array): Float64Array {
  requireWords('words', words, 2);
  const out = new Float64Array(words.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = ((words[2 * i]! >>> 5) * 2 ** 26 + (words[2 * i + 1]! >>> 6)) * 2 ** -53;
  return out;
}

/** Options of {@link uniformArray}. */
export interface UniformOptions {
  /** 0. */
  readonly min?: number | undefined;
  /** 1. */
  readonly max?: number | undefined;
}

/**
 * `count` float32 numbers in [min, max), as `jax.random.uniform`: 23 bits, scaled and shifted in float32
 * (so that rounding can reach `max` where it is much larger than the range).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function uniformArray(key: Key, count: number, options: UniformOptions = {}): Float32Array {
  const { min = 0, max = 1 } = options;
  requireBelow('min', min, 'max', max);
  const out = uniformFromBits(bits(key, count), 'closedOpen23');
  if (min === 0 && max === 1) return out;
  const low = Math.fround(min), range = Math.fround(Math.fround(max) - low);
  for (let i = 0; i < out.length; i++) out[i] = Math.max(low, Math.fround(out[i]! * range) + low);
  return out;
}
