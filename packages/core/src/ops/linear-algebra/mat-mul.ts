import { broadcastTo, matMul as tfMatMul, tidy } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { reshape } from '../basic/shape.ts';
import { broadcastShape } from '../broadcast.ts';
import { requireDType } from '../check.ts';
import { sizeOf } from '../size.ts';

/**
 * Matrix product over the last two axes; leading axes broadcast. a: [..., n, k], b: [..., k, m] -> [..., n, m]
 *
 * @throws FigmentError `SHAPE_MISMATCH` when the inner lengths differ or the leading axes don't broadcast, `DTYPE_MISMATCH`
 */
export function matMul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  requireDType('matMul', 'a', a, 'float32', 'int32');
  requireDType('matMul', 'b', b, a.dtype as 'float32');
  const lead = a.rank < 2 || b.rank < 2 ? undefined : broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [rows, innerA] = transposeA ? [a.shape.at(-1), a.shape.at(-2)] : [a.shape.at(-2), a.shape.at(-1)];
  const [innerB, columns] = transposeB ? [b.shape.at(-1), b.shape.at(-2)] : [b.shape.at(-2), b.shape.at(-1)];
  if (lead === undefined || innerA !== innerB) throw mismatch(a, b, transposeA, transposeB);
  // One product of many rows rather than many products with the same b.
  if (b.rank === 2 && a.rank > 2 && !transposeA) {
    return tidy(() => reshape(tfMatMul(reshape(a, [sizeOf(a.shape.slice(0, -1)), innerA as number]), b, false, transposeB), [...a.shape.slice(0, -1), columns as number]));
  }
  return tidy(() => {
    const flat = (x: Tensor): Tensor => (lead.length === 0 ? x : reshape(broadcastTo(x, [...lead, ...x.shape.slice(-2)] as [number]), [sizeOf(lead), ...x.shape.slice(-2)]));
    return reshape(tfMatMul(flat(a), flat(b), transposeA, transposeB), [...lead, rows as number, columns as number]);
  });
}

function mismatch(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): FigmentError {
  const show = (x: Tensor, isTransposed: boolean): string => `[${x.shape.join(', ')}]${isTransposed ? ' transposed' : ''}`;
  return new FigmentError('SHAPE_MISMATCH', `matMul: a and b must be [..., n, k] and [..., k, m] with leading axes that broadcast, got ${show(a, transposeA)} and ${show(b, transposeB)}.`);
}
