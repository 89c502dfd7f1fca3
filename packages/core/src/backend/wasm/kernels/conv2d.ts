import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { FusedKernels } from '../../fused-kernels.ts';
import { input, type KernelCall, type Kernels, wantedGradients } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { addAndActivate } from './add-and-activate.ts';
import { biasGradient, convolution, filterGradient, inputGradient } from './convolution.ts';
import { type Conv2dAttributes, conv2dInfo, type Convolution } from './geometry.ts';

type Attributes = Conv2dAttributes & { readonly inputShape: readonly number[]; readonly filterShape: readonly number[] };

interface Names {
  readonly forward: string;
  readonly fused: string;
  readonly input: string;
  readonly filter: string;
}

/** Convolution, also of each channel alone, and its gradients; any stride, padding, dilation and groups. */
export function conv2dKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    ...stock(runtime, false, { forward: 'Conv2D', fused: 'FusedConv2D', input: 'Conv2DBackpropInput', filter: 'Conv2DBackpropFilter' }),
    ...stock(runtime, true, {
      forward: 'DepthwiseConv2dNative',
      fused: 'FusedDepthwiseConv2D',
      input: 'DepthwiseConv2dNativeBackpropInput',
      filter: 'DepthwiseConv2dNativeBackpropFilter',
    }),
    FigmentConv2d: (call) => convolution(runtime, input(call, 'x'), input(call, 'kernel'), call.inputs['bias'], fusedSizes(call)),
    FigmentConv2dGrad: (call) => {
      const [x, kernel, dy] = [input(call, 'x'), input(call, 'kernel'), input(call, 'dy')];
      const sizes = fusedSizes(call);
      return wantedGradients(call, {
        x: () => inputGradient(runtime, dy, kernel, sizes),
        kernel: () => filterGradient(runtime, x, dy, sizes),
        bias: () => biasGradient(runtime, dy, sizes),
      });
    },
  };
}

/** tfjs's kernels. With `perChannel` each channel is a group, and filters are [kh, kw, C, M]. */
function stock(runtime: WasmRuntime, perChannel: boolean, names: Names): Kernels<TfjsWasm> {
  const sizes = (call: KernelCall<TfjsWasm>, inputShape: readonly number[], filterShape: readonly number[]): Convolution => {
    const info = conv2dInfo(inputShape, filterShape, call.attrs as unknown as Attributes, perChannel);
    return { info, groups: perChannel ? info.inChannels : 1 };
  };
  const forward = (call: KernelCall<TfjsWasm>): TensorInfo => {
    const [x, filter] = [input(call, 'x'), input(call, 'filter')];
    return convolution(runtime, x, filter, undefined, sizes(call, x.shape, filter.shape));
  };
  return {
    [names.forward]: forward,
    [names.fused]: (call) => addAndActivate(runtime, call, forward(call)),
    [names.input]: (call) => {
      const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
      return inputGradient(runtime, dy, filter, sizes(call, (call.attrs as unknown as Attributes).inputShape, filter.shape));
    },
    [names.filter]: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      return filterGradient(runtime, x, dy, sizes(call, x.shape, (call.attrs as unknown as Attributes).filterShape));
    },
  };
}

function fusedSizes(call: KernelCall<TfjsWasm>): Convolution {
  const { stride, padding, dilation, groups } = call.attrs as unknown as FusedKernels['FigmentConv2d']['attrs'];
  const pad = [[0, 0], [...padding[0]], [...padding[1]], [0, 0]] as [[number, number], [number, number], [number, number], [number, number]];
  const info = conv2dInfo(input(call, 'x').shape, input(call, 'kernel').shape, { strides: [...stride], pad, dilations: [...dilation] });
  return { info, groups };
}
