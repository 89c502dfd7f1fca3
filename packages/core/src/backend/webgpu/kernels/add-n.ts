import '@tensorflow/tfjs-backend-webgpu';

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { getKernel, type TensorInfo } from '@tensorflow/tfjs-core';

import type { Kernels } from '../../kernels.ts';

const stock = getKernel('AddN', 'webgpu');

/** tfjs binds every summand at once, however many a shader can take; a norm over all gradients of a model has some dozens. */
export const addNKernels: Kernels<WebGPUBackend> = {
  AddN: ({ inputs, backend }) => {
    const most = backend.device.limits.maxStorageBuffersPerShaderStage - 1;
    let left = Object.values(inputs) as TensorInfo[];
    let partial: TensorInfo | undefined;
    do {
      const summands = left.slice(0, partial === undefined ? most : most - 1);
      left = left.slice(summands.length);
      const before = partial;
      partial = stock.kernelFunc({ inputs: (before === undefined ? summands : [before, ...summands]) as never, attrs: {}, backend }) as TensorInfo;
      if (before !== undefined) backend.disposeData(before.dataId);
    } while (left.length > 0);
    return partial;
  },
};
