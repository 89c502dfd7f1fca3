import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { countingKernels } from './counting.ts';
import { gatherKernels } from './gather.ts';
import { oneHotKernels } from './one-hot.ts';
import { scatterKernels } from './scatter.ts';
import { searchKernels } from './search.ts';
import { segmentSumKernels } from './segment-sum.ts';
import { topKKernels } from './top-k.ts';
import { uniqueKernels } from './unique.ts';
import { writePositionsKernels } from './write-positions.ts';

/** Kernels that pick, put, find and count elements by their positions or values. */
export function indexingKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...gatherKernels(torch),
    ...scatterKernels(torch),
    ...segmentSumKernels(torch),
    ...oneHotKernels(torch),
    ...topKKernels(torch),
    ...searchKernels(torch),
    ...countingKernels(torch),
    ...uniqueKernels(torch),
    ...writePositionsKernels(torch),
  };
}
