import { input, type Kernels } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import { hostArrays } from '../../tensors/element-types.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fillEmptyRows } from './empty-rows.ts';
import { completeShape, movePositions } from './reshaped.ts';

/** Where elements of sparse tensors stand: on the host, since the shapes of the results depend on it. */
export function positionKernels(torch: Torch): Kernels<TorchBackend> {
  const read = (tensor: TensorInfo): Int32Array => {
    torch.handle(tensor); // refuses strings
    return torch.records.read(torch.records.of(tensor)) as Int32Array;
  };
  return {
    SparseFillEmptyRows: (call) => {
      const [indices, values, denseShape, filler] = [input(call, 'indices'), input(call, 'values'), input(call, 'denseShape'), input(call, 'defaultValue')];
      const rank = indices.shape[1]!;
      const filled = fillEmptyRows(read(indices), rank, read(values), read(denseShape)[0]!, read(filler)[0]!);
      const count = filled.values.length;
      const dtype = values.dtype as 'float32';
      return [
        torch.fromHost(filled.indices, [count, rank], 'int32'),
        torch.fromHost(hostArrays[dtype].from(filled.values), [count], dtype),
        torch.fromHost(filled.wasEmpty, [filled.wasEmpty.length], 'bool'),
        torch.fromHost(filled.movedTo, [filled.movedTo.length], 'int32'),
      ];
    },
    SparseReshape: (call) => {
      const [indices, inputShape, newShape] = [input(call, 'inputIndices'), input(call, 'inputShape'), input(call, 'newShape')];
      const from = [...read(inputShape)];
      const shape = completeShape(from, [...read(newShape)]);
      return [
        torch.fromHost(movePositions(read(indices), from, shape), [indices.shape[0]!, shape.length], 'int32'),
        torch.fromHost(Int32Array.from(shape), [shape.length], 'int32'),
      ];
    },
  };
}
