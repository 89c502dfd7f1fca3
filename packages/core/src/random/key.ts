import { FigmentError } from '../errors.ts';

/**
 * Which counter-based generator a key belongs to (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"),
 * and for Threefry how its counters are laid out: `threefry2x32` as JAX does since 0.5 (`jax_threefry_partitionable`),
 * `threefry2x32-legacy` as JAX did before.
 */
export type Generator = 'threefry2x32' | 'threefry2x32-legacy' | 'philox4x32';

/** A splittable random key: a value, never a state. The same key gives the same numbers on every backend. */
export interface Key {
  /** Two 32-bit words. */
  readonly data: Uint32Array;
  readonly generator: Generator;
}

/**
 * The key of a seed: its two's complement, high word first. For a seed of 32 bits that is `[0, seed]`, JAX's
 * `jax.random.key(seed)`; beyond it, and below zero, it is JAX's with 64-bit numbers enabled.
 *
 * @param seed Any safe integer, -(2^53 - 1) to 2^53 - 1: two different seeds never share a key.
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function key(seed: number, options: { generator?: Generator | undefined } = {}): Key {
  return { data: Uint32Array.from(wordsOf('seed', seed)), generator: generatorOf(options) };
}

/**
 * A key of two words that were made elsewhere, such as `jax.random.key_data(key)`.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function keyFromWords(words: ArrayLike<number>, options: { generator?: Generator | undefined } = {}): Key {
  const data = Uint32Array.from(words);
  if (data.length !== 2 || !Array.from(words).every((word, i) => word === data[i])) {
    throw new FigmentError('OPTIONS_INVALID', `words must be two integers from 0 to 2^32 - 1, got [${Array.from(words).join(', ')}].`);
  }
  return { data, generator: generatorOf(options) };
}

const generators: readonly Generator[] = ['threefry2x32', 'threefry2x32-legacy', 'philox4x32'];

function generatorOf({ generator = 'threefry2x32' }: { generator?: Generator | undefined }): Generator {
  if (!generators.includes(generator)) {
    throw new FigmentError('OPTIONS_INVALID', `generator must be one of ${generators.join(', ')}, got ${generator as string}.`);
  }
  return generator;
}

/** High and low word of an integer's two's complement. */
export function wordsOf(name: string, value: number): [high: number, low: number] {
  if (!Number.isSafeInteger(value)) {
    throw new FigmentError('OPTIONS_INVALID', `${name} must be a safe integer (up to 2^53 - 1 in magnitude), got ${value}.`);
  }
  return [Math.floor(value / 2 ** 32) >>> 0, value >>> 0];
}
