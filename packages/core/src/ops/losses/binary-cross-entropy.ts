import { tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { softplus } from '../activations/softplus.ts';
import { add, mul, neg, sub } from '../basic/arithmetic.ts';
import { type LossOptions, reduce, requirePair } from './reduction.ts';

/** Options of {@link binaryCrossEntropy}. */
export interface BinaryCrossEntropyOptions extends LossOptions {
  /** Multiplies the loss of positives; broadcasts against the logits. */
  readonly positiveWeight?: Tensor | undefined;
  /** Multiplies the loss; broadcasts against the logits. */
  readonly weight?: Tensor | undefined;
}

/**
 * -(t ln p + (1 - t) ln(1 - p)) with p = sigmoid(logits) and t in [0, 1], as (1 - t) x + softplus(-x): finite for every logit.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor, { reduction = 'mean', positiveWeight, weight }: BinaryCrossEntropyOptions = {}): Tensor {
  requirePair('binaryCrossEntropy', logits, targets, reduction);
  return tidy(() => {
    const missed = softplus(neg(logits));
    const weighted = positiveWeight === undefined ? missed : mul(add(mul(sub(positiveWeight, 1), targets), 1), missed);
    const losses = add(mul(sub(1, targets), logits), weighted);
    return reduce(weight === undefined ? losses : mul(losses, weight), reduction);
  });
}
