import { cast, max, min, notEqual, pow, squeeze, sum, tidy, where } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { div, mul } from '../basic/arithmetic.ts';
import { abs, sqrt, square } from '../basic/elementwise.ts';
import { axesOf } from '../check.ts';

/** Options of {@link norm}. */
export interface NormOptions {
  /** One axis, several, or all. */
  readonly axis?: number | readonly number[] | undefined;
  /** (sum |x|^order)^(1/order) (2); Infinity the largest, -Infinity the smallest magnitude, 0 how many are not 0. */
  readonly order?: number | undefined;
  /** false. */
  readonly keepDims?: boolean | undefined;
}

/** A vector norm over some axes. The gradient of the Euclidean norm at 0 is 0. @throws FigmentError `OPTIONS_INVALID` */
export function norm(x: Tensor, { axis, order = 2, keepDims = false }: NormOptions = {}): Tensor {
  const axes = axesOf('norm', axis, x.rank);
  return tidy(() => {
    if (order === 2) return keepDims ? euclidean(x, axes) : squeezeAxes(euclidean(x, axes), axes);
    if (order === 0) return sum(cast(notEqual(x, 0), 'float32'), axes, keepDims);
    const magnitude = abs(x);
    if (order === 1) return sum(magnitude, axes, keepDims);
    if (order === Infinity) return max(magnitude, axes, keepDims);
    if (order === -Infinity) return min(magnitude, axes, keepDims);
    return pow(sum(pow(magnitude, order), axes, keepDims), 1 / order);
  });
}

/** -> x with its axes kept as 1 */
function euclidean(x: Tensor, axes: number[]): Tensor {
  return customGrad({
    inputs: [x],
    forward: ([value]) => tidy(() => sqrt(sum(square(value), axes, true))),
    gradient: ({ upstream, inputs: [value] }) => {
      const length = sqrt(sum(square(value), axes, true));
      return [mul(upstream, div(value, where(notEqual(length, 0), length, 1)))];
    },
  });
}

const squeezeAxes = (x: Tensor, axes: number[]): Tensor => (axes.length === 0 ? x : squeeze(x, axes));
