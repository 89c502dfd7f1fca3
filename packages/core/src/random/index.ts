/**
 * Splittable counter-based random keys, and what is drawn with them. A key is a value: use it once, to draw or to split.
 * The numbers are made on the host with operations that IEEE 754 fixes, so a seed means the same numbers, bit for bit, on every
 * backend, engine and machine.
 *
 * ```ts
 * const [forWeights, forNoise] = split(key(7), 2);
 * const noise = normal(forNoise, [64, 16]);
 * ```
 *
 * @module
 */
export { bits } from './bits.ts';
export { boxMuller } from './box-muller.ts';
export { categorical, categoricalArray, inverseCdf } from './categorical.ts';
export { exponentialArray, gumbelArray } from './continuous.ts';
export { bernoulliArray, permutation, randintArray } from './discrete.ts';
export { type Generator, key, type Key, keyFromWords } from './key.ts';
export { normalArray, type NormalOptions, truncatedNormalArray, type TruncatedNormalOptions } from './normal.ts';
export { philox4x32 } from './philox.ts';
export { foldIn, type Keys, split } from './split.ts';
export { bernoulli, exponential, gumbel, normal, randint, truncatedNormal, uniform } from './tensors.ts';
export { threefry2x32 } from './threefry.ts';
export { uniformArray, uniformFromBits, type UniformOptions, type UniformRule } from './uniform.ts';
