import { FigmentError } from '@figment/core';
import { backend_util as messages } from '@tensorflow/tfjs-core';

import { rowMajor, sizeOf } from '../../tensors/strides.ts';

/**
 * The shape that is meant by one with at most one -1, for what stands open.
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function completeShape(from: readonly number[], to: readonly number[]): number[] {
  const refuse = (message: string): never => { throw new FigmentError('SHAPE_MISMATCH', message); };
  const open = to.indexOf(-1);
  for (const [axis, length] of to.entries()) {
    if (length === -1 && axis !== open) refuse(messages.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(open, axis));
    if (length < -1) refuse(messages.getSparseReshapeNegativeOutputDimErrorMessage(axis, length));
  }
  const size = sizeOf(from);
  const known = sizeOf(to.filter((length) => length !== -1));
  if (open !== -1 && known <= 0) refuse(messages.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage());
  const shape = to.map((length) => (length === -1 ? Math.trunc(size / known) : length));
  if (open !== -1 && sizeOf(shape) !== size) refuse(messages.getSparseReshapeInputOutputMultipleErrorMessage(from as number[], shape.map((length, axis) => (axis === open ? 1 : length))));
  if (sizeOf(shape) !== size) refuse(messages.getSparseReshapeInputOutputMismatchErrorMessage(from as number[], shape));
  return shape;
}

/** Positions in a shape as positions in another of as many elements. [N, rank] -> [N, other rank] */
export function movePositions(positions: Int32Array, from: readonly number[], to: readonly number[]): Int32Array {
  const [steps, newSteps] = [rowMajor(from), rowMajor(to)];
  const count = from.length === 0 ? 0 : positions.length / from.length;
  const moved = new Int32Array(count * to.length);
  for (let i = 0; i < count; i++) {
    let place = steps.reduce((sum, step, axis) => sum + step * positions[i * from.length + axis]!, 0);
    for (const [axis, step] of newSteps.entries()) {
      moved[i * to.length + axis] = Math.trunc(place / step);
      place %= step;
    }
  }
  return moved;
}
