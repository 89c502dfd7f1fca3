import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { findBackend, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

import { installKernels } from '../kernels.ts';
import type { StartedBackend } from '../provider.ts';
import { cpuKernels } from './kernels/index.ts';

export function startCpu(): StartedBackend {
  // The import above registers it, unless somebody removed it since.
  if ((findBackendFactory('cpu') as unknown) === null) registerBackend('cpu', () => new MathBackendCPU(), 1);
  const backend = findBackend('cpu') as unknown as MathBackendCPU;
  // Otherwise the first tensor prints an advertisement for tfjs-node.
  Object.assign(backend, { firstUse: false });
  installKernels('cpu', cpuKernels(backend));
  return { device: 'CPU, JavaScript', stop: () => { removeBackend('cpu'); } };
}
