import type { Tensor } from '@figment/core';
import { cast, less, mul, tensor, unstack, withoutGradient } from '@figment/core/ops';
import { type Key, normalArray, split, uniformArray } from '@figment/core/random';

/** How much a change does: a number for each picture, 0 for none. */
export type Amount = (key: Key, count: number) => Float32Array;

/** For a change that is not made. */
export const none: Amount = (_, count) => new Float32Array(count);
/** For a change that is made or not. */
export const always: Amount = (_, count) => new Float32Array(count).fill(1);
/** Normal, of this standard deviation. */
export const spread = (standardDeviation: number): Amount => (key, count) => normalArray(key, count, { standardDeviation });
/** Uniform between -most and most. */
export const within = (most: number): Amount => (key, count) => uniformArray(key, count, { min: -most, max: most });
/** One of 0 ... count - 1. */
export const oneOf = (choices: number): Amount => (key, count) => uniformArray(key, count, { max: choices }).map(Math.floor);

/**
 * Amounts of changes, each of which comes to a picture with the given probability (a scalar) and is 0 else: [B] each. The draws are made on
 * the host; only the probability, which a run adapts, lies on the backend.
 */
export function drawChanges<Name extends string>(key: Key, count: number, probability: Tensor, amounts: Readonly<Record<Name, Amount>>): Record<Name, Tensor> {
  const names = Object.keys(amounts) as Name[];
  const chances = new Float32Array(names.length * count), values = new Float32Array(names.length * count);
  for (const [i, each] of split(key, names.length).entries()) {
    const [forChance, forAmount] = split(each, 2);
    chances.set(uniformArray(forChance, count), i * count);
    values.set(amounts[names[i] as Name](forAmount, count), i * count);
  }
  return withoutGradient(() => {
    const happens = cast(less(tensor(chances, [names.length, count]), probability), 'float32');
    const all = unstack(mul(tensor(values, [names.length, count]), happens));
    return Object.fromEntries(names.map((name, i) => [name, all[i] as Tensor])) as Record<Name, Tensor>;
  });
}
