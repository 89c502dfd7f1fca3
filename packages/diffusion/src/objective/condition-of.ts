import type { Tensor } from '@figment/core';
import type { DenoiserCondition } from '@figment/core/interfaces';

import type { DiffusionNetwork } from '../network/diffusion-network.ts';
import type { DiffusionBatch } from './batch.ts';

/**
 * What a batch asks for, as a network is told.
 *
 * @param kept float32 [B]: 0 where the condition is dropped.
 */
export function conditionOf(network: DiffusionNetwork, { label, ids, mask }: Pick<DiffusionBatch, 'label' | 'ids' | 'mask'>, kept?: Tensor): DenoiserCondition {
  if (ids !== undefined && mask !== undefined) return network.ofPrompts(ids, mask, kept);
  return label === undefined ? {} : network.ofLabels(label, kept);
}
