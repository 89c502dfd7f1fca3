import { add, argMax, tidy } from '@tensorflow/tfjs-core';

import { FigmentError } from '../errors.ts';
import type { HostArray, Tensor } from '../tensor.ts';
import { gumbelArray } from './continuous.ts';
import type { Key } from './key.ts';
import { gumbel } from './tensors.ts';

/**
 * A class for each row of unnormalised log-probabilities, as `jax.random.categorical`: where logits + Gumbel noise is largest
 * (Gumbel 1954; Maddison et al. 2014, arXiv:1411.0030). The noise is the same on every backend, and the sum is one rounding, so
 * the classes are too. Nothing is read back from the device. A class whose logit is -Infinity is never drawn.
 *
 * @param logits [..., K] -> int32 [...]
 */
export function categorical(key: Key, logits: Tensor): Tensor {
  return tidy(() => argMax(add(logits, gumbel(key, logits.shape)), -1));
}

/** {@link categorical} for logits that are on the host already: the same classes for the same key. */
export function categoricalArray(key: Key, logits: HostArray<Float32Array>): Int32Array {
  const { data, shape } = logits;
  const classes = shape.at(-1) ?? 0;
  if (classes < 1 || data.length !== shape.reduce((product, dimension) => product * dimension, 1)) {
    throw new FigmentError('SHAPE_MISMATCH', `logits must have a last axis of classes and as many numbers as their shape says, got ${data.length} numbers for [${shape.join(', ')}].`);
  }
  const noise = gumbelArray(key, data.length);
  const out = new Int32Array(data.length / classes);
  for (let row = 0; row < out.length; row++) {
    let best = 0, most = -Infinity;
    for (let k = 0; k < classes; k++) {
      const score = Math.fround(data[row * classes + k]! + noise[row * classes + k]!);
      if (score > most) [best, most] = [k, score];
    }
    out[row] = best;
  }
  return out;
}

/**
 * The class that one uniform number picks from weighted dice: how many classes lie wholly at or below it, k with cdf[k] <= u,
 * and never one of weight 0. A language model draws its next token so: one number a token, however large the vocabulary.
 *
 * @param weights Probabilities or anything proportional to them, 0 or more. The sum is taken in double precision.
 * @param uniform In [0, 1).
 * @throws FigmentError `INPUT_INVALID`
 */
export function inverseCdf(weights: ArrayLike<number>, uniform: number): number {
  if (!(uniform >= 0 && uniform < 1)) throw new FigmentError('INPUT_INVALID', `uniform must be in [0, 1), got ${uniform}.`);
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k]!;
    if (!(weight >= 0)) throw new FigmentError('INPUT_INVALID', `weights[${k}] must be 0 or more, got ${weight}.`);
    total += weight;
  }
  if (!(total > 0 && total < Infinity)) throw new FigmentError('INPUT_INVALID', `weights must have a positive, finite sum, got ${total}.`);
  const target = uniform * total;
  let below = 0, last = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    last = k;
    below += weights[k]!;
    if (below > target) return k;
  }
  return last; // rounding: the sum, taken again, can't fall short, but uniform * total may reach it
}
