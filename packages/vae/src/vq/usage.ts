import { add, cast, div, exp, greater, log, mul, neg, oneHot, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** How often each code was chosen: int32 [N] -> [K]. */
export function codeCounts(indices: Tensor, codes: number): Tensor {
  return sum(oneHot(indices, codes, 1, 0, 'float32'), 0);
}

/**
 * exp of the entropy of the choice: how many codes are in use, as if they were used equally.
 *
 * @param counts [K]
 * @returns A scalar, 1 to K.
 */
export function perplexity(counts: Tensor): Tensor {
  const probability = div(counts, sum(counts));
  return exp(neg(sum(mul(probability, log(add(probability, 1e-10))))));
}

/** The part of the codes whose (decayed) count is above a threshold: 0 to 1. */
export function usedPart(counts: Tensor, threshold: number): Tensor {
  return div(sum(cast(greater(counts, threshold), 'float32')), counts.size);
}
