import { less, tidy, where } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { add, div, mul, sub } from '../basic/arithmetic.ts';
import { abs, square } from '../basic/elementwise.ts';
import { requireOption } from '../check.ts';
import { type LossOptions, reduce, requirePair } from './reduction.ts';

/** (prediction - target)^2. Both of one shape. @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID` */
export function mseLoss(prediction: Tensor, target: Tensor, { reduction = 'mean' }: LossOptions = {}): Tensor {
  requirePair('mseLoss', prediction, target, reduction);
  return tidy(() => reduce(square(sub(prediction, target)), reduction));
}

/** |prediction - target|. Both of one shape. @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID` */
export function l1Loss(prediction: Tensor, target: Tensor, { reduction = 'mean' }: LossOptions = {}): Tensor {
  requirePair('l1Loss', prediction, target, reduction);
  return tidy(() => reduce(abs(sub(prediction, target)), reduction));
}

/**
 * Quadratic near, linear far: d^2 / 2 where |d| <= delta, else delta (|d| - delta / 2). Huber 1964, "Robust estimation of a
 * location parameter", eq. 2.3 ff.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function huberLoss(prediction: Tensor, target: Tensor, { reduction = 'mean', delta = 1 }: LossOptions & { readonly delta?: number | undefined } = {}): Tensor {
  requirePair('huberLoss', prediction, target, reduction);
  requireOption('huberLoss', 'delta', delta > 0, 'positive', delta);
  return tidy(() => {
    const difference = sub(prediction, target);
    const distance = abs(difference);
    return reduce(where(less(distance, delta), mul(square(difference), 0.5), mul(add(distance, -delta / 2), delta)), reduction);
  });
}

/** {@link huberLoss} / beta: its slope is 1 where it is linear. Girshick 2015, arXiv 1504.08083, eq. 3. beta = 0 is l1. */
export function smoothL1Loss(prediction: Tensor, target: Tensor, { reduction = 'mean', beta = 1 }: LossOptions & { readonly beta?: number | undefined } = {}): Tensor {
  requireOption('smoothL1Loss', 'beta', beta >= 0, 'at least 0', beta);
  if (beta === 0) return l1Loss(prediction, target, { reduction });
  return tidy(() => div(huberLoss(prediction, target, { reduction, delta: beta }), beta));
}
