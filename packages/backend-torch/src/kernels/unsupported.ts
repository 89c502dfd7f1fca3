import { FigmentError } from '@figment/core';
import type { Kernels } from '@figment/core/backend';

import type { TorchBackend } from '../torch-backend.ts';

const why = {
  strings: 'torch has no strings',
  ragged: 'torch computes with rows of one length',
  canvas: 'Node has no canvas',
} as const;

/** Kernels of tfjs that don't run here, and why. */
const missing: Readonly<Record<string, keyof typeof why>> = {
  StaticRegexReplace: 'strings',
  StringNGrams: 'strings',
  StringSplit: 'strings',
  StringToHashBucketFast: 'strings',
  RaggedGather: 'ragged',
  RaggedRange: 'ragged',
  RaggedTensorToTensor: 'ragged',
  Draw: 'canvas',
};

/** Says so where one is run. */
export const unsupportedKernels: Kernels<TorchBackend> = Object.fromEntries(
  Object.entries(missing).map(([name, reason]) => [
    name,
    () => {
      throw new FigmentError('KERNEL_MISSING', `backend 'torch' has no kernel ${name}: ${why[reason]}. Compute this part on the backend 'cpu' of tfjs; its tensors are moved when they are used here.`);
    },
  ]),
);
