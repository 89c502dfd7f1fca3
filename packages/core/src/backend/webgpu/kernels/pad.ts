import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const stock = stockKernel('PadV2');

/** Padding of more than four axes, one axis after the other: tfjs's shader does not compile with them. */
export const padKernels: Kernels<WebGPUBackend> = {
  PadV2: (call) => {
    const { backend, attrs } = call;
    const x = input(call, 'x');
    if (x.shape.length <= 4) return stock(backend, { x }, attrs);
    const { paddings, constantValue } = attrs as unknown as { readonly paddings: readonly [number, number][]; readonly constantValue: number };
    let result = reshaped(backend, x, x.shape);
    for (const [axis, [before, after]] of paddings.entries()) {
      if (before === 0 && after === 0) continue;
      const { shape } = result;
      // [..., n, ...] -> [outer, n, inner]
      const flat = reshaped(backend, result, [util.sizeFromShape(shape.slice(0, axis)), shape[axis] as number, util.sizeFromShape(shape.slice(axis + 1))], true);
      const padded = stock(backend, { x: flat }, { paddings: [[0, 0], [before, after], [0, 0]], constantValue });
      backend.disposeData(flat.dataId);
      result = reshaped(backend, padded, shape.map((length, i) => (i === axis ? before + length + after : length)), true);
    }
    return result;
  },
};
