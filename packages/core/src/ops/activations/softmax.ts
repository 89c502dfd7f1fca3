import { cast, expandDims, isFinite, log, max, softmax as tfSoftmax, squeeze, sum, tidy, where, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad, stopGradient } from '../autodiff/custom-grad.ts';
import { add, div, mul, sub } from '../basic/arithmetic.ts';
import { exp } from '../basic/elementwise.ts';
import { transpose } from '../basic/shape.ts';
import { axisLast, axisOf } from '../check.ts';

/** Options of {@link softmax}. */
export interface SoftmaxOptions {
  /** -1. */
  readonly axis?: number | undefined;
  /** true or not 0 = takes part; broadcasts against x. A row without any is all zeros. */
  readonly mask?: Tensor | undefined;
}

/** e^x / sum e^x along an axis, after the maximum is subtracted: finite for logits of any size. */
export function softmax(x: Tensor, { axis = -1, mask }: SoftmaxOptions = {}): Tensor {
  const along = axisOf('softmax', axis, x.rank);
  return tidy(() => {
    if (mask !== undefined) return maskedSoftmax(x, mask, along);
    if (along === x.rank - 1) return tfSoftmax(x);
    const { order, undo } = axisLast(along, x.rank);
    return transpose(tfSoftmax(transpose(x, order)), undo);
  });
}

/** What is masked counts as -Infinity, whatever stands there; a row that is wholly masked divides by 1, not by 0. */
function maskedSoftmax(x: Tensor, mask: Tensor, axis: number): Tensor {
  const takesPart = cast(mask, 'bool');
  const kept = where(takesPart, x, -1e30);
  const weights = mul(exp(sub(kept, stopGradient(max(kept, axis, true)))), cast(takesPart, 'float32'));
  const total = sum(weights, axis, true);
  return div(weights, where(cast(total, 'bool'), total, 1));
}

/** x - logSumExp(x) along an axis (-1). */
export function logSoftmax(x: Tensor, { axis = -1 }: { readonly axis?: number | undefined } = {}): Tensor {
  const along = axisOf('logSoftmax', axis, x.rank);
  return customGrad({
    inputs: [x],
    forward: ([logits]) => composedLogSoftmax(logits, along),
    gradient: ({ upstream, inputs: [logits] }) => [sub(upstream, mul(softmax(logits, { axis: along }), sum(upstream, along, true)))],
  });
}

function composedLogSoftmax(x: Tensor, axis: number): Tensor {
  return tidy(() => {
    const shifted = sub(x, max(x, axis, true));
    return sub(shifted, log(sum(exp(shifted), axis, true)));
  });
}

/** ln sum e^x along an axis (-1), after the maximum is subtracted. -Infinity where all are. -> x without that axis */
export function logSumExp(x: Tensor, axis = -1, keepDims = false): Tensor {
  const along = axisOf('logSumExp', axis, x.rank);
  const result = customGrad({
    inputs: [x],
    forward: ([value]) =>
      tidy(() => {
        const largest = max(value, along, true);
        // An infinite maximum would make inf - inf.
        const shift = where(isFinite(largest), largest, zerosLike(largest));
        return squeeze(add(log(sum(exp(sub(value, shift)), along, true)), shift), [along]);
      }),
    gradient: ({ upstream, inputs: [value] }) => [mul(softmax(value, { axis: along }), expandDims(upstream, along))],
  });
  return keepDims ? expandDims(result, along) : result;
}
