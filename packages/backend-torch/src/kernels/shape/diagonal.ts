import { input, type Kernels } from '@figment/core/backend';

import { shapeRows } from '../../rows/shape.ts';
import { sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';

export function diagonalKernels(torch: Torch): Kernels<TorchBackend> {
  const { diagEmbed, reshape } = torch.rows(shapeRows);
  return {
    /** x: [...] -> [..., ...], 0 where the two positions differ. */
    Diag: (call) => {
      const x = input(call, 'x');
      const shape = [...x.shape, ...x.shape];
      return torch.output(reshape(diagEmbed(torch.reshaped(x, [sizeOf(x.shape)]), 0, -2, -1), shape), shape, x.dtype);
    },
  };
}
