import type { Kernels } from '@figment/core/backend';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { activationKernels } from './activations.ts';
import { arithmeticKernels } from './arithmetic.ts';
import { binaryKernels } from './binary.ts';
import { castKernels } from './cast.ts';
import { choiceKernels } from './choice.ts';
import { unaryKernels } from './unary.ts';

/** Kernels that compute each element from those at its place. Results keep the strides that torch gives them. */
export function elementwiseKernels(torch: Torch): Kernels<TorchBackend> {
  return {
    ...unaryKernels(torch),
    ...arithmeticKernels(torch),
    ...binaryKernels(torch),
    ...activationKernels(torch),
    ...choiceKernels(torch),
    ...castKernels(torch),
  };
}
