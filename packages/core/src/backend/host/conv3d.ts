import { backend_util as backendUtil } from '@tensorflow/tfjs-core';

import type { HostKernel } from './host-kernel.ts';
import { forEachTap, type Window } from './window.ts';

interface Conv3dAttributes {
  readonly strides: [number, number, number] | number;
  readonly pad: 'valid' | 'same';
}
type Shape5d = [number, number, number, number, number];

function windowOf(inputShape: readonly number[], filterShape: readonly number[], { strides, pad }: Conv3dAttributes): Window {
  const info = backendUtil.computeConv3DInfo(inputShape as Shape5d, filterShape as Shape5d, strides, 1, pad);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    size: [info.filterDepth, info.filterHeight, info.filterWidth],
    stride: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilation: [1, 1, 1],
    padding: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  };
}

/** filter: [kd, kh, kw, I, O], dy: [B, D', H', W', O] -> dx: [B, D, H, W, I] */
const inputGradient: HostKernel = ({ filter }, attributes: Conv3dAttributes & { inputShape: readonly number[] }) => {
  const window = windowOf(attributes.inputShape, filter as readonly number[], attributes);
  const outChannels = filter![4]!;
  return {
    inputs: ['dy', 'filter'],
    shape: attributes.inputShape,
    compute(dx, dy, weights) {
      const { channels } = window;
      dx.fill(0);
      forEachTap(window, (out, inside, tap) => {
        for (let i = 0; i < channels; i++) {
          let sum = 0;
          for (let o = 0; o < outChannels; o++) sum += dy[out * outChannels + o]! * weights[(tap * channels + i) * outChannels + o]!;
          dx[inside * channels + i]! += sum;
        }
      });
    },
  };
};

/** x: [B, D, H, W, I], dy: [B, D', H', W', O] -> dfilter: [kd, kh, kw, I, O] */
const filterGradient: HostKernel = ({ x }, attributes: Conv3dAttributes & { filterShape: readonly number[] }) => {
  const window = windowOf(x as readonly number[], attributes.filterShape, attributes);
  const outChannels = attributes.filterShape[4]!;
  return {
    inputs: ['x', 'dy'],
    shape: attributes.filterShape,
    compute(dfilter, source, dy) {
      const { channels } = window;
      const sums = new Float64Array(dfilter.length);
      forEachTap(window, (out, inside, tap) => {
        for (let i = 0; i < channels; i++) {
          const value = source[inside * channels + i]!;
          for (let o = 0; o < outChannels; o++) sums[(tap * channels + i) * outChannels + o]! += value * dy[out * outChannels + o]!;
        }
      });
      dfilter.set(sums);
    },
  };
};

export const conv3dKernels: Readonly<Record<string, HostKernel>> = {
  Conv3DBackpropInputV2: inputGradient,
  Conv3DBackpropFilterV2: filterGradient,
};
