import { add, embedding, mean, reshape, squaredDifference, stopGradient, sub } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { nearestCodes } from './nearest-code.ts';

/** Vectors replaced by their nearest codes. */
export interface Quantized {
  /** The codes in the place of the vectors, [..., D]; gradients pass to `z` as if nothing had happened (the straight-through estimator). */
  readonly straightThrough: Tensor;
  /** The codes themselves, [..., D]; their gradient is the codebook's. */
  readonly codes: Tensor;
  /** Which they are, int32 [N], row by row. */
  readonly indices: Tensor;
}

/**
 * Replaces each vector by its nearest code. van den Oord et al. 2017, "Neural discrete representation learning", arXiv:1711.00937, section 3.1.
 *
 * @param z [..., D]
 * @param codebook [K, D]
 */
export function quantize(z: Tensor, codebook: Tensor): Quantized {
  const dimension = codebook.shape[1] as number;
  const indices = nearestCodes(reshape(z, [-1, dimension]), codebook); // [..., D] -> [N]
  const codes = reshape(embedding(codebook, indices), z.shape); // [N, D] -> [..., D]
  return { straightThrough: add(z, stopGradient(sub(codes, z))), codes, indices };
}

/** Draws the codes to the encoder's vectors: mean (sg[z] - e)^2, the second term of equation 3. */
export function codebookLoss(z: Tensor, codes: Tensor): Tensor {
  return mean(squaredDifference(codes, stopGradient(z)));
}

/** Keeps the encoder's vectors near their codes: mean (z - sg[e])^2, the third term of equation 3 without its weight. */
export function commitmentLoss(z: Tensor, codes: Tensor): Tensor {
  return mean(squaredDifference(z, stopGradient(codes)));
}
