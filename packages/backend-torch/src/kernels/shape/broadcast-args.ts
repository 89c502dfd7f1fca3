import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';

export function broadcastArgsKernels(torch: Torch): Kernels<TorchBackend> {
  const read = (tensor: TensorInfo): number[] => [...(torch.records.read(torch.records.of(tensor)) as Int32Array)];
  return {
    /** The shape that two shapes, given as int32 tensors, are stretched to. */
    BroadcastArgs: (call) => {
      const shape = shapes.assertAndGetBroadcastShape(read(input(call, 's0')), read(input(call, 's1')));
      return torch.fromHost(Int32Array.from(shape), [shape.length], 'int32');
    },
  };
}
