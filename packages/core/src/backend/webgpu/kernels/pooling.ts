import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import { type PoolAttributes, poolWindow2d, poolWindow3d, type Window } from '../../host/window.ts';
import { input, type Kernel, type Kernels } from '../../kernels.ts';
import { runFlat } from './flat-program.ts';
import { forEachSeer, inputPlace, windowUniforms } from './window.ts';

/** dL/dx of a mean over windows. tfjs divides by the size of the window also where part of it is padding. */
function averagePoolGradient(geometry: (shape: readonly number[], attributes: PoolAttributes) => Window): Kernel<WebGPUBackend> {
  return (call) => {
    const [dy, x] = [input(call, 'dy'), input(call, 'input')];
    return runFlat(call.backend, {
      name: 'AveragePoolGradient',
      outputShape: x.shape,
      inputs: { dy },
      uniforms: windowUniforms(geometry(x.shape, call.attrs as unknown as PoolAttributes)),
      code: `
        ${inputPlace}
        ${forEachSeer(`
          let first = o * uniforms.stride - uniforms.padding;
          let inside = min(first + uniforms.window, uniforms.inSize) - max(first, vec3<i32>(0));
          result += dy[out * uniforms.channels + c] / f32(inside.x * inside.y * inside.z);
          _ = tap;`)}`,
    });
  };
}

export const poolingKernels: Kernels<WebGPUBackend> = {
  AvgPoolGrad: averagePoolGradient(poolWindow2d),
  AvgPool3DGrad: averagePoolGradient(poolWindow3d),
};
