import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const stock = stockKernel('Select');

/** A choice between tensors of more than four axes, as rows: tfjs's shader throws. A condition of fewer axes chooses whole rows. */
export const selectKernels: Kernels<WebGPUBackend> = {
  Select: (call) => {
    const { backend } = call;
    const [condition, t, e] = [input(call, 'condition'), input(call, 't'), input(call, 'e')];
    if (t.shape.length <= 4) return stock(backend, { condition, t, e });
    const rows = util.sizeFromShape(condition.shape);
    const width = rows === 0 ? 0 : util.sizeFromShape(t.shape) / rows;
    const flat = { condition: reshaped(backend, condition, [rows]), t: reshaped(backend, t, width === 1 ? [rows] : [rows, width]), e: reshaped(backend, e, width === 1 ? [rows] : [rows, width]) };
    const chosen = stock(backend, flat);
    for (const { dataId } of Object.values(flat)) backend.disposeData(dataId);
    return reshaped(backend, chosen, t.shape, true);
  },
};
