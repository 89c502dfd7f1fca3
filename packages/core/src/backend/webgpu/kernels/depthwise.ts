import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import { type DepthwiseAttributes, depthwiseWindow } from '../../host/depthwise.ts';
import { input, type Kernels } from '../../kernels.ts';
import { runFlat, unravel } from './flat-program.ts';
import { forEachSeer, inputPlace, windowUniforms } from './window.ts';

/** Gradients of a depthwise convolution; tfjs's leave out the dilation. filter: [kh, kw, C, M] */
export const depthwiseKernels: Kernels<WebGPUBackend> = {
  DepthwiseConv2dNativeBackpropInput: (call) => {
    const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
    const attributes = call.attrs as unknown as DepthwiseAttributes & { inputShape: readonly number[] };
    return runFlat(call.backend, {
      name: 'DepthwiseInputGradient',
      outputShape: attributes.inputShape,
      inputs: { dy, weights: filter },
      uniforms: { ...windowUniforms(depthwiseWindow(attributes.inputShape, filter.shape, attributes)), multiplier: filter.shape[3] as number },
      code: `
        ${inputPlace}
        ${forEachSeer(`
          for (var m = 0; m < uniforms.multiplier; m++) {
            result += dy[(out * uniforms.channels + c) * uniforms.multiplier + m] * weights[(tap * uniforms.channels + c) * uniforms.multiplier + m];
          }`)}`,
    });
  },
  DepthwiseConv2dNativeBackpropFilter: (call) => {
    const [x, dy] = [input(call, 'x'), input(call, 'dy')];
    const attributes = call.attrs as unknown as DepthwiseAttributes & { filterShape: readonly number[] };
    const window = depthwiseWindow(x.shape, attributes.filterShape, attributes);
    return runFlat(call.backend, {
      name: 'DepthwiseFilterGradient',
      outputShape: attributes.filterShape,
      inputs: { x, dy },
      uniforms: { ...windowUniforms(window), batch: window.batch, multiplier: attributes.filterShape[3] as number },
      code: `
        ${unravel('index', { m: 'uniforms.multiplier', c: 'uniforms.channels', tw: 'uniforms.window.z' }, 'th')}
        for (var b = 0; b < uniforms.batch; b++) {
          for (var oh = 0; oh < uniforms.outSize.y; oh++) {
            let h = oh * uniforms.stride.y - uniforms.padding.y + th * uniforms.dilation.y;
            if (h < 0 || h >= uniforms.inSize.y) { continue; }
            for (var ow = 0; ow < uniforms.outSize.z; ow++) {
              let w = ow * uniforms.stride.z - uniforms.padding.z + tw * uniforms.dilation.z;
              if (w < 0 || w >= uniforms.inSize.z) { continue; }
              let at = (b * uniforms.inSize.y + h) * uniforms.inSize.z + w;
              let out = (b * uniforms.outSize.y + oh) * uniforms.outSize.z + ow;
              result += x[at * uniforms.channels + c] * dy[(out * uniforms.channels + c) * uniforms.multiplier + m];
            }
          }
        }`,
    });
  },
};
