import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import type { Kernels } from '../../kernels.ts';

/** What tfjs-webgpu lacks or gets wrong. */
export function webgpuKernels(): Kernels<WebGPUBackend> {
  return {};
}
