import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';
import { complexKernels } from './complex.ts';
import { convolutionKernels } from './convolution/kernels.ts';
import { creationKernels } from './creation/index.ts';
import { elementwiseKernels } from './elementwise/index.ts';
import { fusedKernels } from './fused/kernels.ts';
import { imageKernels } from './image/index.ts';
import { indexingKernels } from './indexing/index.ts';
import { normalizationKernels } from './normalization/index.ts';
import { optimizerKernels } from './optimizer/kernels.ts';
import { poolingKernels } from './pooling/index.ts';
import { einsumKernels } from './products/einsum.ts';
import { matMulKernels } from './products/mat-mul.ts';
import { alongAxisKernels } from './reductions/index.ts';
import { shapeKernels } from './shape/index.ts';
import { sparseKernels } from './sparse/index.ts';
import { unsupportedKernels } from './unsupported.ts';

/** All kernels, by tfjs's names of them. */
export function torchKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...unsupportedKernels,
    ...creationKernels(torch),
    ...elementwiseKernels(torch),
    ...shapeKernels(torch),
    ...alongAxisKernels(torch),
    ...imageKernels(torch),
    ...indexingKernels(torch),
    ...normalizationKernels(torch),
    ...poolingKernels(torch),
    ...complexKernels(torch),
    ...einsumKernels(torch),
    ...sparseKernels(torch),
    ...matMulKernels(torch),
    ...convolutionKernels(torch),
    ...fusedKernels(torch),
    ...optimizerKernels(torch),
  };
}
