import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { runFlat, unravel } from './flat-program.ts';
import { stockKernel } from './stock.ts';

const stock = stockKernel('Transpose');

/** Transposes of whole numbers and of truth: tfjs's shader compiles for floats only. */
export const transposeKernels: Kernels<WebGPUBackend> = {
  Transpose: (call) => {
    const x = input(call, 'x');
    if (x.dtype !== 'int32' && x.dtype !== 'bool') return stock(call.backend, { x }, call.attrs);
    const order = call.attrs['perm'] as number[];
    const outputShape = order.map((axis) => x.shape[axis] as number);
    const stride = (axis: number): number => util.sizeFromShape(x.shape.slice(axis + 1));
    const lengths = Object.fromEntries(outputShape.map((length, i) => [`length${i}`, length]));
    const strides = Object.fromEntries(order.map((axis, i) => [`stride${i}`, stride(axis)]));
    // The last axis first.
    const places: Record<string, string> = Object.fromEntries(order.map((_, i) => [`place${i}`, `uniforms.length${i}`] as const).reverse());
    return runFlat(call.backend, {
      name: 'TransposeIntegers',
      outputShape,
      dtype: x.dtype,
      inputs: { x },
      uniforms: { ...lengths, ...strides },
      code: `${unravel('index', places, 'rest')} _ = rest; result = x[${order.map((_, i) => `place${i} * uniforms.stride${i}`).join(' + ')}];`,
    });
  },
};
