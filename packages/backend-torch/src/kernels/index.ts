import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';
import { elementwiseKernels } from './elementwise.ts';

/** All kernels, by tfjs's names of them. */
export function torchKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...elementwiseKernels(torch),
  };
}
