import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import { input, type Kernels } from '../../kernels.ts';
import { runFlat } from './flat-program.ts';
import { stockKernel } from './stock.ts';

const stock = stockKernel('Cast');

/** Whole numbers and truth to float32. tfjs's own keeps their bits and says they were floats, which some of its shaders then don't compile with. */
export const castKernels: Kernels<WebGPUBackend> = {
  Cast: (call) => {
    const x = input(call, 'x');
    if (call.attrs['dtype'] !== 'float32' || (x.dtype !== 'int32' && x.dtype !== 'bool')) return stock(call.backend, { x }, call.attrs);
    return runFlat(call.backend, { name: 'Cast', outputShape: x.shape, inputs: { x }, uniforms: {}, code: 'result = f32(x[index]);' });
  },
};
