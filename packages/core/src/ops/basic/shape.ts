import { type Rank, Reshape, reshape as tfReshape, Transpose, transpose as tfTranspose } from '@tensorflow/tfjs-core';

import { isTensor, type Tensor } from '../../tensor.ts';
import { runKernel } from '../run-kernel.ts';

export { broadcastTo, cast, concat, expandDims, gather, pad, reverse, slice, split, squeeze, stack, tile, unstack } from '@tensorflow/tfjs-core';

/** The same values in their order under another shape; one length may be -1, for what is left. */
export const reshape = ((x: Parameters<typeof tfReshape>[0], shape: number[]) => (isTensor(x) ? runKernel(Reshape, { x }, { shape }) : tfReshape<Rank>(x, shape))) as typeof tfReshape;

/** Axes in another order: axis i of the result is axis perm[i] of x. Without one, in reverse. */
export const transpose = ((x: Tensor, perm?: number[], conjugate?: boolean) => {
  const isPlain = isTensor(x) && x.dtype !== 'complex64' && perm !== undefined && x.rank > 1 && isPermutation(perm, x.rank);
  return isPlain ? runKernel(Transpose, { x }, { perm }) : tfTranspose(x, perm, conjugate);
}) as typeof tfTranspose;

const isPermutation = (perm: readonly number[], rank: number): boolean => perm.length === rank && perm.every((axis) => axis >= 0 && axis < rank);
