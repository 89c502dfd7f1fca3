import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fillKernels } from './fill.ts';
import { multinomialKernels } from './multinomial.ts';

/** Kernels that make tensors from numbers, and from chance. */
export function creationKernels(torch: Torch): Kernels<TorchBackend> {
  return { ...fillKernels(torch), ...multinomialKernels(torch) };
}
