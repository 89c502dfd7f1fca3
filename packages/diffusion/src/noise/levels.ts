import type { Tensor } from '@figment/core';
import { tensor, tidy } from '@figment/core/ops';

import { combine } from '../combine.ts';
import type { NoiseLevel, NoiseProcess } from './process.ts';

/** One noise level for a whole batch, or one for each of its samples. */
export type Levels = NoiseLevel | readonly NoiseLevel[];

/** A weight that depends on the noise level. */
export type Weight = (level: NoiseLevel) => number;

/** The levels of times, one for each. */
export function levelsAt(process: NoiseProcess, times: Iterable<number>): NoiseLevel[] {
  return Array.from(times, (time) => process.at(time));
}

/**
 * x_t = alpha x_0 + sigma e.
 *
 * @param clean x_0, [B, ...].
 * @param noise e, unit normal, [B, ...].
 * @param levels One for all, or one for each of B.
 */
export function addNoise(clean: Tensor, noise: Tensor, levels: Levels): Tensor {
  return weigh(levels, [({ alpha }) => alpha, clean], [({ sigma }) => sigma, noise]);
}

/** Tensors [B, ...], each times its weight at the level of its sample, added up. */
export function weigh(levels: Levels, ...terms: readonly (readonly [Weight, Tensor])[]): Tensor {
  if (!Array.isArray(levels)) return combine(...terms.map(([weight, x]) => [weight(levels as NoiseLevel), x] as const));
  const each = levels as readonly NoiseLevel[];
  return tidy(() => combine(...terms.map(([weight, x]) => [perSample(each.map(weight), x.rank), x] as const)));
}

/** Numbers, one for each sample, in the shape that multiplies a batch: [B] -> [B, 1, ..., 1]. */
export function perSample(values: readonly number[], rank: number): Tensor {
  return tensor([...values], [values.length, ...Array<number>(rank - 1).fill(1)]);
}
