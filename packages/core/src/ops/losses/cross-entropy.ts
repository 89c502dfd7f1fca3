import { cast, equal, gather, notEqual, sum, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { logSoftmax } from '../activations/softmax.ts';
import { fused } from '../autodiff/fused.ts';
import { add, mul, neg } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { requireIndices } from '../indexing/index-range.ts';
import { classLosses } from './class-losses.ts';
import { type LossOptions, reduce, requireReduction } from './reduction.ts';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions extends LossOptions {
  /** Targets of this value take no part (-100). */
  readonly ignoreIndex?: number | undefined;
  /** This share of the target goes to all classes alike, in [0, 1] (0). Szegedy et al. 2015, arXiv 1512.00567, section 7. */
  readonly labelSmoothing?: number | undefined;
  /** Weight of each class, a constant: [C]. */
  readonly classWeight?: Tensor | undefined;
}

/**
 * -ln softmax(logits)[target]. logits: [..., C], targets: int32 [...] of class numbers, or float32 [..., C] of probabilities
 * -> [] or, without reduction, [...].
 * The mean divides by the number of kept targets, or by the sum of their class weights; it is 0 where none is kept.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`, `INPUT_INVALID` for targets that are no class, where they can be seen without waiting for a GPU
 */
export function crossEntropy(logits: Tensor, targets: Tensor, options: CrossEntropyOptions = {}): Tensor {
  const { reduction = 'mean', ignoreIndex = -100, labelSmoothing = 0, classWeight } = options;
  requireDType('crossEntropy', 'logits', logits, 'float32');
  requireReduction('crossEntropy', reduction);
  requireOption('crossEntropy', 'labelSmoothing', labelSmoothing >= 0 && labelSmoothing <= 1, 'in [0, 1]', labelSmoothing);
  requireOption('crossEntropy', 'the rank of logits', logits.rank >= 1, 'at least 1', logits.rank);
  const classes = logits.shape.at(-1) as number;
  if (classWeight !== undefined) requireShape('crossEntropy', 'classWeight', classWeight, [classes]);
  const lead = logits.shape.slice(0, -1);
  const isProbabilities = targets.dtype === 'float32';
  requireShape('crossEntropy', 'targets', targets, isProbabilities ? logits.shape : lead);
  if (!isProbabilities) {
    requireDType('crossEntropy', 'targets', targets, 'int32');
    requireIndices('crossEntropy', 'targets', targets, classes, ignoreIndex);
  }
  return tidy(() => {
    const rows = reshape(logits, [-1, classes]); // [..., C] -> [N, C]
    if (isProbabilities) {
      const given = reshape(targets, [-1, classes]);
      const smooth = labelSmoothing === 0 ? given : add(mul(given, 1 - labelSmoothing), labelSmoothing / classes);
      const share = classWeight === undefined ? smooth : mul(smooth, classWeight);
      return reduce(reshape(neg(sum(mul(share, logSoftmax(rows)), 1)), lead), reduction);
    }
    const flat = reshape(targets, [-1]);
    const losses = fused({
      kernel: 'FigmentCrossEntropy',
      inputs: { logits: rows },
      constants: { targets: flat, classWeight },
      attrs: { ignoreIndex, labelSmoothing },
      reference: (given, constants) => classLosses(given.logits, constants.targets, { ignoreIndex, labelSmoothing, classWeight: constants.classWeight }),
    });
    if (reduction !== 'mean') return reduce(reshape(losses, lead), reduction);
    const isKept = notEqual(flat, ignoreIndex);
    const weights = classWeight === undefined ? undefined : gather(classWeight, where(isKept, flat, zerosLike(flat)));
    const count = sum(weights === undefined ? cast(isKept, 'float32') : mul(weights, cast(isKept, 'float32')));
    return reduce(losses, 'mean', where(equal(count, 0), 1, count));
  });
}
