import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { activationKernels } from './activation-kernels.ts';
import { attentionKernels } from './attention/kernels.ts';
import { batchNormKernels } from './batch-norm.ts';
import { conv2dKernels } from './conv2d.ts';
import { crossEntropyKernels } from './cross-entropy.ts';
import { groupNormKernels } from './group-norm.ts';
import { layerNormKernels } from './layer-norm.ts';
import { linearKernels } from './linear.ts';
import { rmsNormKernels } from './rms-norm.ts';

/** Kernels that tfjs has no name for: those of the contract in `@figment/core/backend` that ops ask for. */
export function fusedKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...activationKernels(torch),
    ...attentionKernels(torch),
    ...batchNormKernels(torch),
    ...conv2dKernels(torch),
    ...crossEntropyKernels(torch),
    ...groupNormKernels(torch),
    ...layerNormKernels(torch),
    ...linearKernels(torch),
    ...rmsNormKernels(torch),
  };
}
