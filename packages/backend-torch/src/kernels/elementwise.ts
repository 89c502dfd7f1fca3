import { input, type Kernels } from '@figment/core/backend';
import { backend_util as shapes } from '@tensorflow/tfjs-core';

import { elementwiseRows } from '../rows/elementwise.ts';
import type { Torch } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';

/** Kernels that compute each element from those at its place. Results keep the strides that torch gives them. */
export function elementwiseKernels(torch: Torch): Kernels<TorchBackend> {
  const { mul } = torch.rows(elementwiseRows);
  return {
    Multiply: (call) => {
      const [a, b] = [input(call, 'a'), input(call, 'b')];
      return torch.output(mul(torch.operand(a), torch.operand(b)), shapes.assertAndGetBroadcastShape(a.shape, b.shape), a.dtype);
    },
  };
}
