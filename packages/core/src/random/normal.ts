import { FigmentError } from '../errors.ts';
import { bits } from './bits.ts';
import { requireBelow, requireFinite } from './check.ts';
import type { Key } from './key.ts';
import { erf, inverseErf } from './transcendental.ts';
import { uniformArray } from './uniform.ts';

/** The float32 next to -1 on the side of 0: a uniform on the open interval (-1, 1) starts here. */
const ABOVE_MINUS_ONE = -(1 - 2 ** -24);

/** Options of {@link normalArray}. */
export interface NormalOptions {
  /** 0. */
  readonly mean?: number | undefined;
  /** 1. */
  readonly standardDeviation?: number | undefined;
}

/** Options of {@link truncatedNormalArray}. */
export interface TruncatedNormalOptions extends NormalOptions {
  /** In standard deviations from the mean (-2). */
  readonly lower?: number | undefined;
  /** In standard deviations from the mean (2). */
  readonly upper?: number | undefined;
}

/**
 * `count` float32 numbers of a normal distribution, as `jax.random.normal`: sqrt(2) erfinv(u), u uniform on (-1, 1).
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function normalArray(key: Key, count: number, options: NormalOptions = {}): Float32Array {
  const { mean, standardDeviation } = checked(options);
  const words = bits(key, count);
  const out = new Float32Array(words.length);
  // 2 (word >>> 9) 2^-23 - (1 - 2^-24), rounded to float32 as JAX does: u is what uniformArray gives for (-1, 1)
  for (let i = 0; i < out.length; i++) out[i] = Math.SQRT2 * inverseErf(Math.fround((words[i]! >>> 9) * 2 ** -22 + ABOVE_MINUS_ONE));
  return moved(out, mean, standardDeviation);
}

/**
 * `count` float32 numbers of a normal distribution cut to (lower, upper), as `jax.random.truncated_normal`.
 *
 * @throws FigmentError `OPTIONS_INVALID`, also for a range so far out that float32 can't tell its quantiles apart.
 */
export function truncatedNormalArray(key: Key, count: number, options: TruncatedNormalOptions = {}): Float32Array {
  const { mean, standardDeviation } = checked(options);
  const { lower = -2, upper = 2 } = options;
  requireBelow('lower', lower, 'upper', upper);
  const low = Math.fround(erf(lower / Math.SQRT2)), high = Math.fround(erf(upper / Math.SQRT2));
  if (high - low < 2 ** -14) {
    throw new FigmentError('OPTIONS_INVALID', `lower and upper must enclose a probability of 2^-15 or more, got ${lower} and ${upper}.`);
  }
  const out = uniformArray(key, count, { min: low, max: high });
  const least = nextFloat(lower), most = -nextFloat(-upper);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(most, Math.max(least, Math.SQRT2 * inverseErf(out[i]!)));
  return moved(out, mean, standardDeviation);
}

function checked({ mean = 0, standardDeviation = 1 }: NormalOptions): { mean: number; standardDeviation: number } {
  requireFinite('mean', mean);
  requireFinite('standardDeviation', standardDeviation);
  if (standardDeviation < 0) throw new FigmentError('OPTIONS_INVALID', `standardDeviation must be 0 or more, got ${standardDeviation}.`);
  return { mean, standardDeviation };
}

function moved(standard: Float32Array, mean: number, standardDeviation: number): Float32Array {
  if (mean !== 0 || standardDeviation !== 1) {
    for (let i = 0; i < standard.length; i++) standard[i] = Math.fround(standard[i]! * standardDeviation) + mean;
  }
  return standard;
}

/** The least float32 above x. */
function nextFloat(x: number): number {
  const float = new Float32Array([x]);
  const asInteger = new Int32Array(float.buffer);
  if (float[0]! > x) return float[0]!;
  if (float[0] === 0) return 2 ** -149;
  asInteger[0]! += float[0]! > 0 ? 1 : -1;
  return float[0]!;
}
