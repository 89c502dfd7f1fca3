import { greater, log, onesLike, sum, tidy, where } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { div, mul, sub } from '../basic/arithmetic.ts';
import { exp } from '../basic/elementwise.ts';
import { requireShape } from '../check.ts';
import { type Reduction, reduce, requireReduction } from './reduction.ts';

/** Options of {@link klDivergence}. */
export interface KlDivergenceOptions {
  /** `batchMean`: the sum divided by the length of axis 0, which is the divergence a row (batchMean). */
  readonly reduction?: Reduction | 'batchMean' | undefined;
  /** The target is given as ln p (false). */
  readonly logTarget?: boolean | undefined;
}

/**
 * KL(p || q) = sum p (ln p - ln q), with 0 ln 0 = 0. logProbabilities: ln q, target: p, both of one shape.
 * Kullback and Leibler 1951, eq. 2.4.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function klDivergence(logProbabilities: Tensor, target: Tensor, { reduction = 'batchMean', logTarget = false }: KlDivergenceOptions = {}): Tensor {
  requireShape('klDivergence', 'target', target, logProbabilities.shape);
  requireReduction('klDivergence', reduction, ['batchMean', 'mean', 'sum', 'none']);
  return tidy(() => {
    const p = logTarget ? exp(target) : target;
    const logP = logTarget ? target : log(where(greater(target, 0), target, onesLike(target)));
    const losses = mul(p, sub(logP, logProbabilities));
    return reduction === 'batchMean' ? div(sum(losses), logProbabilities.rank === 0 ? 1 : logProbabilities.shape[0]) : reduce(losses, reduction);
  });
}
