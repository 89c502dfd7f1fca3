import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const stock = stockKernel('Tile');

/** Repetitions along one of more than four axes after the other: tfjs's shader does not compile with them. */
export const tileKernels: Kernels<WebGPUBackend> = {
  Tile: (call) => {
    const { backend, attrs } = call;
    const x = input(call, 'x');
    if (x.shape.length <= 4) return stock(backend, { x }, attrs);
    let result = reshaped(backend, x, x.shape);
    for (const [axis, times] of (attrs['reps'] as number[]).entries()) {
      if (times === 1) continue;
      const { shape } = result;
      // [..., n, ...] -> [outer, n inner]: whole blocks repeat.
      const flat = reshaped(backend, result, [util.sizeFromShape(shape.slice(0, axis)), util.sizeFromShape(shape.slice(axis))], true);
      const tiled = stock(backend, { x: flat }, { reps: [1, times] });
      backend.disposeData(flat.dataId);
      result = reshaped(backend, tiled, shape.map((length, i) => (i === axis ? length * times : length)), true);
    }
    return result;
  },
};
