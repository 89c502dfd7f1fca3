import { broadcastTo as tfBroadcastTo, mul, type Rank, Reshape, reshape as tfReshape, Transpose, transpose as tfTranspose, zeros } from '@tensorflow/tfjs-core';

import { isTensor, type Tensor } from '../../tensor.ts';
import { shareRange } from '../indexing/index-range.ts';
import { runKernel } from '../run-kernel.ts';

export { cast, concat, expandDims, gather, pad, reverse, slice, split, squeeze, stack, tile, unstack } from '@tensorflow/tfjs-core';

/** x repeated along axes of 1, and along new axes before the first. */
export const broadcastTo = ((x: Tensor, shape: number[]) => {
  // tfjs keeps an axis of 1 where it is to have no elements.
  const isEmptied = isTensor(x) && x.dtype === 'float32' && x.size > 0 && shape.includes(0);
  return isEmptied ? mul(x, zeros(shape)) : tfBroadcastTo<Rank>(x, shape);
}) as typeof tfBroadcastTo;

/** The same values in their order under another shape; one length may be -1, for what is left. */
export const reshape = ((x: Parameters<typeof tfReshape>[0], shape: number[]) => (isTensor(x) ? shareRange(x, runKernel(Reshape, { x }, { shape })) : tfReshape<Rank>(x, shape))) as typeof tfReshape;

/** Axes in another order: axis i of the result is axis perm[i] of x. Without one, in reverse. */
export const transpose = ((x: Tensor, perm?: number[], conjugate?: boolean) => {
  const isPlain = isTensor(x) && x.dtype !== 'complex64' && perm !== undefined && x.rank > 1 && isPermutation(perm, x.rank);
  return isPlain ? runKernel(Transpose, { x }, { perm }) : tfTranspose(x, perm, conjugate);
}) as typeof tfTranspose;

const isPermutation = (perm: readonly number[], rank: number): boolean => perm.length === rank && perm.every((axis) => axis >= 0 && axis < rank);
