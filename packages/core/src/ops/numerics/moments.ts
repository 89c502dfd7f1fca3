import { mean, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { mul, sub } from '../basic/arithmetic.ts';
import { sqrt, square } from '../basic/elementwise.ts';
import { axesOf, requireOption } from '../check.ts';

/** Options of {@link variance} and {@link standardDeviation}. */
export interface VarianceOptions {
  /** One axis, several, or all. */
  readonly axis?: number | readonly number[] | undefined;
  /** Subtracted from the number of values before dividing: 1 is unbiased, 0 biased (1). */
  readonly correction?: number | undefined;
  /** false. */
  readonly keepDims?: boolean | undefined;
}

/** sum (x - mean)^2 / (n - correction), in two passes. @throws FigmentError `OPTIONS_INVALID` when n <= correction */
export function variance(x: Tensor, { axis, correction = 1, keepDims = false }: VarianceOptions = {}): Tensor {
  const axes = axesOf('variance', axis, x.rank);
  const count = axes.reduce((product, other) => product * (x.shape[other] as number), 1);
  requireOption('variance', 'the number of values', count > correction, `more than the correction (${correction})`, count);
  return tidy(() => mul(mean(square(sub(x, mean(x, axes, true))), axes, keepDims), count / (count - correction)));
}

/** The square root of {@link variance}. */
export function standardDeviation(x: Tensor, options: VarianceOptions = {}): Tensor {
  return tidy(() => sqrt(variance(x, options)));
}
