import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { adamKernels } from './adam.ts';
import { globalNormKernels } from './global-norm.ts';

/** What optimisers do with all parameters at once. */
export function optimizerKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...adamKernels(torch), ...globalNormKernels(torch) };
}
