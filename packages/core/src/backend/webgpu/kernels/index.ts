import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import type { Kernels } from '../../kernels.ts';
import { addNKernels } from './add-n.ts';
import { depthwiseKernels } from './depthwise.ts';
import { poolingKernels } from './pooling.ts';
import { resizeKernels } from './resize.ts';

/** What tfjs-webgpu lacks or gets wrong. */
export const webgpuKernels: Kernels<WebGPUBackend> = { ...addNKernels, ...poolingKernels, ...depthwiseKernels, ...resizeKernels };
