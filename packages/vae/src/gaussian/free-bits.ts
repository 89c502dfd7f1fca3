import { maximum, sum } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { klBatchMean } from './kl-divergence.ts';
import type { Posterior } from './posterior.ts';

/**
 * The KL term with a floor under each dimension, so that none is switched off early in training:
 * the sum over dimensions of max(freeBits, batch mean of the dimension's KL).
 * Kingma et al. 2016, "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934, appendix C.8.
 *
 * @param freeBits Nats a dimension.
 * @returns A scalar in nats.
 */
export function klWithFreeBits(posterior: Posterior, freeBits: number): Tensor {
  return sum(maximum(klBatchMean(posterior), freeBits));
}
