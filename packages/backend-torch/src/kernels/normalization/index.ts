import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { batchNormKernels } from './batch-norm.ts';
import { localResponseKernels } from './local-response.ts';

/** tfjs's own normalizations; those of `ops/` are among the fused kernels. */
export function normalizationKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...batchNormKernels(torch), ...localResponseKernels(torch) };
}
