import { add, reshape, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { requireOption, requireShape } from '../check.ts';
import { matMul } from './mat-mul.ts';

/**
 * x W + b. x: [..., in], weight: [in, out], bias: [out] -> [..., out]
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  requireOption('linear', 'the rank of x', x.rank >= 1, 'at least 1', x.rank);
  const width = x.shape.at(-1) as number;
  requireShape('linear', 'weight', weight, [width, undefined]);
  const out = weight.shape[1] as number;
  if (bias !== undefined) requireShape('linear', 'bias', bias, [out]);
  return tidy(() => {
    const product = matMul(reshape(x, [-1, width]), weight); // [..., in] -> [N, out]
    return reshape(bias === undefined ? product : add(product, bias), [...x.shape.slice(0, -1), out]);
  });
}
