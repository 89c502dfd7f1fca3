import { installKernels, type Kernels } from '@figment/core/backend';
import { registerBackend } from '@tensorflow/tfjs-core';

import { torchKernels } from './kernels/index.ts';
import type { Torch } from './tensors/torch.ts';
import { TorchBackend } from './torch-backend.ts';

/** Registers a running torch and its kernels with tfjs. */
export function registerTorch(torch: Torch, name = 'torch'): TorchBackend {
  const backend = new TorchBackend(torch);
  installKernels(name, inKernelScope(torch, torchKernels(torch)));
  registerBackend(name, () => backend, 3);
  return backend;
}

/** What a kernel makes on its way is freed when it is done; when it throws, its outputs too. */
function inKernelScope(torch: Torch, kernels: Kernels<TorchBackend>): Kernels<TorchBackend> {
  return Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, (call) => torch.kernel(() => kernel(call))] as const));
}

