import { cast, expandDims, gather, greater, notEqual, oneHot, range, sum, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { logSoftmax, softmax } from '../activations/softmax.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { add, mul, neg, sub } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';

interface Shares {
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;
  /** [C] */
  readonly classWeight: Tensor | undefined;
}

/**
 * -sum over classes of share * ln softmax(logits), with the gradient softmax(logits) * sum(share) - share: nothing is
 * subtracted that should cancel, and a class of logit -Infinity and share 0 counts 0. The shares of all classes, [N, C],
 * are only made where they are needed, and not kept for the gradient. logits: [N, C], targets: [N] -> [N]
 */
export function classLosses(logits: Tensor, targets: Tensor, { ignoreIndex, labelSmoothing, classWeight }: Shares): Tensor {
  return customGrad({
    inputs: [logits],
    constants: classWeight === undefined ? [targets] : [targets, classWeight],
    forward: ([x]) =>
      tidy(() => {
        const logProbabilities = logSoftmax(x);
        if (labelSmoothing === 0) {
          const weights = weightsOf(targets, classWeight, ignoreIndex);
          const terms = mul(ofTargets(logProbabilities, targets, ignoreIndex), weights);
          return neg(where(greater(weights, 0), terms, zerosLike(terms)));
        }
        const share = sharesOf(targets, x.shape[1] as number, { ignoreIndex, labelSmoothing, classWeight });
        const terms = mul(share, logProbabilities);
        return neg(sum(where(greater(share, 0), terms, zerosLike(terms)), 1));
      }),
    gradient: ({ upstream, inputs: [x], constants: [classes, weight] }) => {
      const share = sharesOf(classes as Tensor, x.shape[1] as number, { ignoreIndex, labelSmoothing, classWeight: weight });
      return [mul(expandDims(upstream, 1), sub(mul(softmax(x), sum(share, 1, true)), share))];
    },
  });
}

/** Targets with 0 in the place of those to be ignored, and 1 or 0 for whether they are kept: [N] */
function kept(targets: Tensor, ignoreIndex: number): { readonly classes: Tensor; readonly keep: Tensor } {
  const isKept = notEqual(targets, ignoreIndex);
  return { classes: where(isKept, targets, zerosLike(targets)), keep: cast(isKept, 'float32') };
}

/** The element of each row that its target names, the first where it is ignored. rows: [N, C] -> [N] */
function ofTargets(rows: Tensor, targets: Tensor, ignoreIndex: number): Tensor {
  const [count, width] = rows.shape as [number, number];
  const places = add(mul(range(0, count, 1, 'int32'), cast(width, 'int32')), kept(targets, ignoreIndex).classes);
  return gather(reshape(rows, [-1]), places);
}

/** The weight of each target's class, 0 where it is ignored: [N] */
function weightsOf(targets: Tensor, classWeight: Tensor | undefined, ignoreIndex: number): Tensor {
  const { classes, keep } = kept(targets, ignoreIndex);
  return classWeight === undefined ? keep : mul(keep, gather(classWeight, classes));
}

/** Of each class in each row: [N, C] */
function sharesOf(targets: Tensor, width: number, { ignoreIndex, labelSmoothing, classWeight }: Shares): Tensor {
  const { classes, keep } = kept(targets, ignoreIndex);
  const hard = cast(oneHot(classes, width), 'float32');
  const smooth = labelSmoothing === 0 ? hard : add(mul(hard, 1 - labelSmoothing), labelSmoothing / width);
  return mul(classWeight === undefined ? smooth : mul(smooth, classWeight), expandDims(keep, 1));
}
