import type { Key } from './key.ts';
import { logarithm } from './transcendental.ts';
import { uniformArray } from './uniform.ts';

/** Of float32: what JAX puts in the place of 0, whose logarithm is infinite. */
const SMALLEST_NORMAL = 2 ** -126;

/**
 * `count` float32 numbers of the standard Gumbel distribution, -log(-log u), as `jax.random.gumbel`.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function gumbelArray(key: Key, count: number): Float32Array {
  const out = uniformArray(key, count);
  for (let i = 0; i < out.length; i++) out[i] = -logarithm(-logarithm(Math.max(out[i]!, SMALLEST_NORMAL)));
  return out;
}

/**
 * `count` float32 numbers of the exponential distribution of mean 1, -log(1 - u), as `jax.random.exponential`.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function exponentialArray(key: Key, count: number): Float32Array {
  const out = uniformArray(key, count);
  for (let i = 0; i < out.length; i++) out[i] = -logarithm(1 - out[i]!);
  return out;
}
