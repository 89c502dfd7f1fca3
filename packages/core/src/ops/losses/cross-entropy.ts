import { add, cast, equal, expandDims, gather, greater, mul, neg, notEqual, oneHot, reshape, sub, sum, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { logSoftmax, softmax } from '../activations/softmax.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { requireDType, requireOption, requireShape } from '../check.ts';
import { type LossOptions, reduce, requireReduction } from './reduction.ts';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions extends LossOptions {
  /** Targets of this value take no part (-100). */
  readonly ignoreIndex?: number | undefined;
  /** This share of the target goes to all classes alike, in [0, 1] (0). Szegedy et al. 2015, arXiv 1512.00567, section 7. */
  readonly labelSmoothing?: number | undefined;
  /** Weight of each class: [C]. */
  readonly classWeight?: Tensor | undefined;
}

/**
 * -ln softmax(logits)[target]. logits: [..., C], targets: int32 [...] of class numbers, or float32 [..., C] of probabilities
 * -> [] or, without reduction, [...].
 * The mean divides by the number of kept targets, or by the sum of their class weights; it is 0 where none is kept.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`
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
  if (!isProbabilities) requireDType('crossEntropy', 'targets', targets, 'int32');
  return tidy(() => {
    const rows = reshape(logits, [-1, classes]); // [..., C] -> [N, C]
    const smooth = (distribution: Tensor): Tensor => (labelSmoothing === 0 ? distribution : add(mul(distribution, 1 - labelSmoothing), labelSmoothing / classes));
    const weigh = (distribution: Tensor): Tensor => (classWeight === undefined ? distribution : mul(distribution, classWeight));
    if (isProbabilities) {
      const losses = neg(sum(mul(weigh(smooth(reshape(targets, [-1, classes]))), logSoftmax(rows)), 1));
      return reduce(reshape(losses, lead), reduction);
    }
    const flat = reshape(targets, [-1]);
    const isKept = notEqual(flat, ignoreIndex);
    const kept = where(isKept, flat, zerosLike(flat));
    const keep = cast(isKept, 'float32'); // [N]
    const share = mul(weigh(smooth(cast(oneHot(kept, classes), 'float32'))), expandDims(keep, 1)); // [N, C]
    const losses = reshape(weightedNegativeLogLikelihood(rows, share), lead);
    if (reduction !== 'mean') return reduce(losses, reduction);
    const count = sum(classWeight === undefined ? keep : mul(keep, gather(classWeight, kept)));
    return reduce(losses, 'mean', where(equal(count, 0), 1, count));
  });
}

/**
 * -sum share * ln softmax(logits) over each row, with the gradient softmax(logits) * sum(share) - share: nothing is
 * subtracted that should cancel, and a class of logit -Infinity and share 0 counts 0. logits, share: [N, C] -> [N]
 */
function weightedNegativeLogLikelihood(logits: Tensor, share: Tensor): Tensor {
  return customGrad({
    inputs: [logits],
    constants: [share],
    forward: ([x]) =>
      tidy(() => {
        const terms = mul(share, logSoftmax(x));
        return neg(sum(where(greater(share, 0), terms, zerosLike(terms)), 1));
      }),
    gradient: ({ upstream, inputs: [x], constants: [weights] }) => {
      const all = sum(weights as Tensor, 1, true);
      return [mul(expandDims(upstream, 1), sub(mul(softmax(x), all), weights as Tensor))];
    },
  });
}
