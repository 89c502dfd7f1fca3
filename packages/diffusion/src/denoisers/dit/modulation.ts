import { allZeros, Linear } from '@figment/core/nn';
import { add, layerNorm, mul, reshape, split, tidy } from '@figment/core/ops';
import type { Key } from '@figment/core/random';
import type { Tensor } from '@figment/core';

/** Of the norms that a condition scales and shifts. */
const NORM_EPSILON = 1e-6;

/** A linear map of a condition to `parts` vectors, all 0 at first: a block that they gate begins as the identity (adaLN-zero). */
export function zeroModulation(key: Key, width: number, parts: number): Linear {
  return new Linear(key, { in: width, out: parts * width, initialWeight: allZeros, initialBias: allZeros });
}

/** The vectors of a modulation, each for all places of an example: activated condition [B, D] -> parts x [B, 1, D] */
export function modulationOf(layer: Linear, activated: Tensor): Tensor[] {
  const all = layer.forward(activated);
  const [batch, width] = all.shape as [number, number];
  return split(reshape(all, [batch, 1, width]), width / layer.weight.shape[0], 2);
}

/** Adaptive layer norm: LN(x) (1 + scale) + shift. x: [B, T, D], shift and scale: [B, 1, D]. Peebles and Xie 2023, arXiv:2212.09748, section 3.2. */
export function adaptiveNorm(x: Tensor, shift: Tensor, scale: Tensor): Tensor {
  return tidy(() => modulated(layerNorm(x, { epsilon: NORM_EPSILON }), shift, scale));
}

/** x (1 + scale) + shift */
export function modulated(x: Tensor, shift: Tensor, scale: Tensor): Tensor {
  return tidy(() => add(mul(x, add(scale, 1)), shift));
}
