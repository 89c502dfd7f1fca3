import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { dilationKernels } from './dilation.ts';
import { resizeKernels } from './resize.ts';
import { samplingKernels } from './sampling.ts';
import { suppressionKernels } from './suppression.ts';

/** Kernels of pictures: [B, H, W, C]. */
export function imageKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...dilationKernels(torch), ...resizeKernels(torch), ...samplingKernels(torch), ...suppressionKernels(torch) };
}
