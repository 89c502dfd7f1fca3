import '@tensorflow/tfjs-backend-webgpu';

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { getKernel } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const stock = getKernel('TopK', 'webgpu').kernelFunc;
const fill = stockKernel('Fill');

/** Of one element tfjs gives back the input itself, so that who frees the result frees the input. */
export const topKKernels: Kernels<WebGPUBackend> = {
  TopK: (call) => {
    const x = input(call, 'x');
    const { backend, attrs } = call;
    if (x.shape.at(-1) === 1 && attrs['k'] === 1) return [reshaped(backend, x, x.shape), fill(backend, {}, { shape: x.shape, value: 0, dtype: 'int32' })];
    return stock({ inputs: { x }, attrs, backend });
  },
};
