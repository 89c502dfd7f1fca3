import { key, permutation } from '@figment/core/random';

/** A list in an order that the seed alone decides. */
export function shuffled<Value>(values: readonly Value[], seed: number): readonly Value[] {
  return Array.from(permutation(key(seed), values.length), (i) => values[i]!);
}
