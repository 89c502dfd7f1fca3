import type { Tensor } from '@figment/core';
import { argMax, cast, crossEntropy, equal, matMul, mean, mul, range } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import type { PairedRows } from '../data/batches.ts';
import { pool, type Pooling, unitLength } from '../network/pooling.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { dropoutKey, movedBy } from './training-call.ts';

/** How texts become what is compared, and how sharply. */
export interface ContrastiveOptions {
  readonly pooling?: Pooling | undefined;
  /** What cosines are multiplied with: one divided by the temperature (20). */
  readonly scale?: number | undefined;
}

/**
 * Which text of the batch means the same: InfoNCE (van den Oord et al. 2018, arXiv:1807.03748, eq. 4), the other texts of the batch being what it
 * is not (Henderson et al. 2017, arXiv:1705.00652, section 4.4).
 */
export function contrastiveObjective(network: TransformerNetwork, { pooling = 'mean', scale = 20 }: ContrastiveOptions = {}): Objective<PairedRows> {
  const embed = (ids: Tensor, mask: Tensor, key: Key | undefined): Tensor => unitLength(pool(network.encode(ids, { mask, key }).hidden, mask, pooling));
  return {
    name: 'same meaning',
    parameters: movedBy(network),
    loss({ ids, mask, positiveIds, positiveMask }, call) {
      const key = dropoutKey(call);
      const [forTexts, forPositives] = key === undefined ? [] : split(key, 2);
      const cosines = matMul(embed(ids, mask, forTexts), embed(positiveIds, positiveMask, forPositives), false, true); // [B, B]
      const own = range(0, cosines.shape[0], 1, 'int32');
      return { loss: crossEntropy(mul(cosines, scale), own), metrics: { accuracy: mean(cast(equal(argMax(cosines, -1), own), 'float32')) } };
    },
  };
}
