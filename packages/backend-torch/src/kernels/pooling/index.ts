import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { averagePoolKernels } from './average.ts';
import { maxPoolKernels } from './max.ts';

/** One number for each window of a picture or a volume. */
export function poolingKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...averagePoolKernels(torch), ...maxPoolKernels(torch) };
}
