import type { Tensor } from '@figment/core';
import { crossEntropy, slice } from '@figment/core/ops';

/** Each position tells the label of the next. logits: [B, T, V]; labels: int32 [B, T], -100 where there is none. */
export function nextTokenLoss(logits: Tensor, labels: Tensor): Tensor {
  const [batch, time, vocabulary] = logits.shape as [number, number, number];
  return crossEntropy(slice(logits, [0, 0, 0], [batch, time - 1, vocabulary]), slice(labels, [0, 1], [batch, time - 1]));
}
