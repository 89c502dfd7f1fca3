import { pad, slice, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { reshape } from '../basic/shape.ts';
import { sizeOf } from '../size.ts';

/** Every step-th element along an axis, from the first. [..., n, ...] -> [..., ceil(n / step), ...] */
export function everyNth(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  return tidy(() => {
    const [before, length, after] = around(x, axis);
    const count = Math.ceil(length / step);
    const filled = pad(reshape(x, [before, length, after]), [[0, 0], [0, count * step - length], [0, 0]]);
    const first = slice(reshape(filled, [before, count, step * after]), [0, 0, 0], [before, count, after]);
    return reshape(first, [...x.shape.slice(0, axis), count, ...x.shape.slice(axis + 1)]);
  });
}

/** step - 1 zeros between neighbours along an axis: the adjoint of {@link everyNth}. [..., n, ...] -> [..., (n - 1) step + 1, ...] */
export function insertZeros(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  return tidy(() => {
    const [before, length, after] = around(x, axis);
    const spread = pad(reshape(x, [before, length, after]), [[0, 0], [0, 0], [0, (step - 1) * after]]);
    const filled = reshape(spread, [before, length * step, after]);
    const long = (length - 1) * step + 1;
    return reshape(slice(filled, [0, 0, 0], [before, long, after]), [...x.shape.slice(0, axis), long, ...x.shape.slice(axis + 1)]);
  });
}

const around = (x: Tensor, axis: number): [number, number, number] => [
  sizeOf(x.shape.slice(0, axis)),
  x.shape[axis] as number,
  sizeOf(x.shape.slice(axis + 1)),
];
