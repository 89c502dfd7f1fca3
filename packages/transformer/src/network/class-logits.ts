import { FigmentError, type Tensor } from '@figment/core';

import { pool, type Pooling } from './pooling.ts';
import type { TransformerNetwork } from './transformer-network.ts';

/**
 * Logits of classes, from BERT's pooled state of the first token where the network has that, or from pooled states.
 *
 * @param hidden [B, T, D]
 * @param mask int32 or bool [B, T]: which are tokens
 * @returns [B, classes]
 * @throws FigmentError `CONFIG_INVALID` when the network tells no classes apart
 */
export function classLogits(network: TransformerNetwork, hidden: Tensor, mask: Tensor, pooling: Pooling): Tensor {
  const { classifier, pooler } = network;
  if (classifier === undefined) throw new FigmentError('CONFIG_INVALID', 'config.classes must be 2 or more for a model that tells classes apart.');
  return classifier.forward(pooler === undefined ? pool(hidden, mask, pooling) : network.pooled(hidden));
}
