import { cumprod as cumulativeProduct, cumsum as cumulativeSum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { axisOf } from '../check.ts';

/** Options of {@link cumsum} and {@link cumprod}. */
export interface CumulativeOptions {
  /** -1. */
  readonly axis?: number | undefined;
  /** Without the element itself (false). */
  readonly exclusive?: boolean | undefined;
  /** From the end (false). */
  readonly reverse?: boolean | undefined;
}

/** Sums of all elements up to each. x -> the same shape. @throws FigmentError `OPTIONS_INVALID` */
export function cumsum(x: Tensor, { axis = -1, exclusive = false, reverse = false }: CumulativeOptions = {}): Tensor {
  const along = axisOf('cumsum', axis, x.rank);
  return tidy(() => cumulativeSum(x, along, exclusive, reverse));
}

/** Products of all elements up to each. x -> the same shape. Its gradient takes n times the memory. @throws FigmentError `OPTIONS_INVALID` */
export function cumprod(x: Tensor, { axis = -1, exclusive = false, reverse = false }: CumulativeOptions = {}): Tensor {
  const along = axisOf('cumprod', axis, x.rank);
  return tidy(() => cumulativeProduct(x, along, exclusive, reverse));
}
