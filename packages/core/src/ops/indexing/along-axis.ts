import { cast, gather, greater, onesLike, slice, tensor, tidy, unsortedSegmentSum, where } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Shape, Tensor } from '../../tensor.ts';
import { add, mul } from '../basic/arithmetic.ts';
import { reshape } from '../basic/shape.ts';
import { axisOf, requireDType } from '../check.ts';
import { requireIndices } from './index-range.ts';

/**
 * Elements along one axis, chosen anew at each place of the others: y[i, j] = x[indices[i, j], j] for axis 0.
 * indices: int32, of x's rank, no longer than x in the other axes -> the shape of indices. NumPy's take_along_axis, PyTorch's gather.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`, `INPUT_INVALID` for indices beyond the axis, where they can be seen without waiting for a GPU
 */
export function takeAlongAxis(x: Tensor, indices: Tensor, axis: number): Tensor {
  const along = axisOf('takeAlongAxis', axis, x.rank);
  requireFits('takeAlongAxis', x, indices, along);
  return tidy(() => reshape(gather(reshape(x, [-1]), placesOf(x.shape, indices, along)), indices.shape));
}

/**
 * Adds each value to the element that its index names: y = x, then y[indices[i, j], j] += values[i, j] for axis 0.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`, `INPUT_INVALID` for indices beyond the axis, where they can be seen without waiting for a GPU
 */
export function scatterAddAlongAxis(x: Tensor, indices: Tensor, values: Tensor, axis: number): Tensor {
  const along = axisOf('scatterAddAlongAxis', axis, x.rank);
  requireFits('scatterAddAlongAxis', x, indices, along);
  return tidy(() => add(x, spread(x.shape, indices, valuesOf('scatterAddAlongAxis', indices, values), along)));
}

/**
 * Puts each value where its index says: y = x, then y[indices[i, j], j] = values[i, j] for axis 0. Places must be unique.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `OPTIONS_INVALID`, `INPUT_INVALID` for indices beyond the axis, where they can be seen without waiting for a GPU
 */
export function scatterAlongAxis(x: Tensor, indices: Tensor, values: Tensor, axis: number): Tensor {
  const along = axisOf('scatterAlongAxis', axis, x.rank);
  requireFits('scatterAlongAxis', x, indices, along);
  return tidy(() => {
    const given = valuesOf('scatterAlongAxis', indices, values);
    const isHit = greater(spread(x.shape, indices, onesLike(given), along), 0);
    return where(isHit, spread(x.shape, indices, given, along), x);
  });
}

/** The flat place in x of each element that is meant: [indices.size]. */
function placesOf(shape: Shape, indices: Tensor, axis: number): Tensor {
  const strides = stridesOf(shape);
  const own = stridesOf(indices.shape);
  // Where the other axes put it, known without looking at the indices.
  const base = Int32Array.from({ length: indices.size }, (_, i) =>
    own.reduce((place, stride, other) => (other === axis ? place : place + (Math.floor(i / stride) % (indices.shape[other] as number)) * (strides[other] as number)), 0),
  );
  return add(mul(reshape(indices, [-1]), cast(strides[axis] as number, 'int32')), tensor(base, [indices.size], 'int32'));
}

/** Values added up at their places in zeros. -> shape */
function spread(shape: Shape, indices: Tensor, values: Tensor, axis: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const places = placesOf(shape, indices, axis) as never;
  return reshape(unsortedSegmentSum(reshape(values, [-1, 1]), places, size), [...shape]);
}

const stridesOf = (shape: Shape): number[] => shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));

/** Values may be longer than the indices; what lies beyond is not used. */
function valuesOf(op: string, indices: Tensor, values: Tensor): Tensor {
  if (values.rank !== indices.rank || values.shape.some((length, axis) => length < (indices.shape[axis] as number))) {
    throw new FigmentError('SHAPE_MISMATCH', `${op}: values must be at least of the shape of indices [${indices.shape.join(', ')}], got [${values.shape.join(', ')}].`);
  }
  return slice(values, indices.shape.map(() => 0), indices.shape);
}

function requireFits(op: string, x: Tensor, indices: Tensor, axis: number): void {
  requireDType(op, 'indices', indices, 'int32');
  if (indices.rank === x.rank && indices.shape.every((length, other) => other === axis || length <= (x.shape[other] as number))) {
    requireIndices(op, 'indices', indices, x.shape[axis] as number);
    return;
  }
  throw new FigmentError('SHAPE_MISMATCH', `${op}: indices must have the rank of x and be no longer than it beside axis ${axis}, got [${indices.shape.join(', ')}] for [${x.shape.join(', ')}].`);
}
