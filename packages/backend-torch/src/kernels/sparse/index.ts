import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { positionKernels } from './positions.ts';
import { segmentKernels } from './segments.ts';

/** Kernels of sparse tensors: indices [N, rank], values [N]. */
export function sparseKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...positionKernels(torch), ...segmentKernels(torch) };
}
