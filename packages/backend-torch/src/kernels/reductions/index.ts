import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { cumulativeKernels } from './cumulative.ts';
import { softmaxKernels } from './softmax.ts';
import { reductionKernels } from './reduce.ts';

/** Kernels whose results stand on all elements along an axis. */
export function alongAxisKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...reductionKernels(torch),
    ...cumulativeKernels(torch),
    ...softmaxKernels(torch),
  };
}
