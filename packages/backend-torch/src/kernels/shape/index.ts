import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { blockKernels } from './blocks.ts';
import { broadcastArgsKernels } from './broadcast-args.ts';
import { diagonalKernels } from './diagonal.ts';
import { joiningKernels } from './joining.ts';
import { paddingKernels } from './padding.ts';
import { stridedSliceKernels } from './strided-slice.ts';
import { viewKernels } from './views.ts';

/** Kernels that move elements, and those that only see them in another order. */
export function shapeKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...viewKernels(torch),
    ...joiningKernels(torch),
    ...paddingKernels(torch),
    ...blockKernels(torch),
    ...stridedSliceKernels(torch),
    ...diagonalKernels(torch),
    ...broadcastArgsKernels(torch),
  };
}
