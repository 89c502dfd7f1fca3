import { mean, sum } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { div } from '../basic/arithmetic.ts';
import { requireOption, requireShape } from '../check.ts';

/** Of the losses of all elements: their mean, their sum, or each for itself. */
export type Reduction = 'mean' | 'sum' | 'none';

/** Options that losses share. */
export interface LossOptions {
  /** mean. */
  readonly reduction?: Reduction | undefined;
}

/** `count` is what the mean divides by, when it is not the number of losses. */
export function reduce(losses: Tensor, reduction: Reduction, count?: Tensor): Tensor {
  if (reduction === 'none') return losses;
  if (reduction === 'sum') return sum(losses);
  return count === undefined ? mean(losses) : div(sum(losses), count);
}

/** @throws FigmentError `OPTIONS_INVALID` */
export function requireReduction(op: string, reduction: string, known: readonly string[] = ['mean', 'sum', 'none']): void {
  requireOption(op, 'reduction', known.includes(reduction), known.join(', '), reduction);
}

/** @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID` */
export function requirePair(op: string, prediction: Tensor, target: Tensor, reduction: Reduction): void {
  requireShape(op, 'target', target, prediction.shape);
  requireReduction(op, reduction);
}
