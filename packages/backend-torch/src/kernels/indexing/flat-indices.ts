import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Handle } from '../../abi/signature.ts';
import { elementwiseRows } from '../../rows/elementwise.ts';
import { reductionRows } from '../../rows/reductions.ts';
import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import { convertWith } from '../elementwise/convert.ts';

/**
 * Positions on the first axes of a shape as positions among the rows that these axes make.
 * indices: [..., D] or, for one axis, of any shape -> int64 [N]
 */
export type FlatIndices = (indices: TensorInfo, depth: number, shape: readonly number[]) => Handle;

export function flatIndicesWith(torch: Torch): FlatIndices {
  const { mul } = torch.rows(elementwiseRows);
  const { sum } = torch.rows(reductionRows);
  const convert = convertWith(torch);
  return (indices, depth, shape) => {
    const count = depth === 0 ? sizeOf(indices.shape.slice(0, -1)) : sizeOf(indices.shape) / depth;
    const steps = torch.upload(Int32Array.from(rowMajor(shape.slice(0, depth))), [depth], 'int32');
    return sum(mul(convert(torch.reshaped(indices, [count, depth]), indices.dtype, 'int32'), steps), [1], false, torch.dtypes.int64);
  };
}
