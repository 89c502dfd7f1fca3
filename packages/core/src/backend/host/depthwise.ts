import { backend_util as backendUtil } from '@tensorflow/tfjs-core';

import type { HostKernel } from './host-kernel.ts';
import { forEachTap, type Window } from './window.ts';

export interface DepthwiseAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4d = [number, number, number, number];

/** The window of a depthwise convolution. */
export function depthwiseWindow(inputShape: readonly number[], filterShape: readonly number[], { strides, pad, dilations = 1, dimRoundingMode }: DepthwiseAttributes): Window {
  const info = backendUtil.computeConv2DInfo(inputShape as Shape4d, filterShape as Shape4d, strides, dilations, pad, dimRoundingMode, true);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    input: [1, info.inHeight, info.inWidth],
    output: [1, info.outHeight, info.outWidth],
    size: [1, info.filterHeight, info.filterWidth],
    stride: [1, info.strideHeight, info.strideWidth],
    dilation: [1, info.dilationHeight, info.dilationWidth],
    padding: [0, info.padInfo.top, info.padInfo.left],
  };
}

/** filter: [kh, kw, C, M], dy: [B, H', W', C M] -> dx: [B, H, W, C] */
const inputGradient: HostKernel = ({ filter }, attributes: DepthwiseAttributes & { inputShape: readonly number[] }) => {
  const window = depthwiseWindow(attributes.inputShape, filter as readonly number[], attributes);
  const multiplier = filter![3]!;
  return {
    inputs: ['dy', 'filter'],
    shape: attributes.inputShape,
    compute(dx, dy, weights) {
      const { channels } = window;
      const wide = channels * multiplier;
      dx.fill(0);
      forEachTap(window, (out, inside, tap) => {
        for (let k = 0; k < wide; k++) dx[inside * channels + Math.floor(k / multiplier)]! += dy[out * wide + k]! * weights[tap * wide + k]!;
      });
    },
  };
};

/** x: [B, H, W, C], dy: [B, H', W', C M] -> dfilter: [kh, kw, C, M] */
const filterGradient: HostKernel = ({ x }, attributes: DepthwiseAttributes & { filterShape: readonly number[] }) => {
  const window = depthwiseWindow(x as readonly number[], attributes.filterShape, attributes);
  const multiplier = attributes.filterShape[3]!;
  return {
    inputs: ['x', 'dy'],
    shape: attributes.filterShape,
    compute(dfilter, source, dy) {
      const { channels } = window;
      const wide = channels * multiplier;
      // Long sums: in double.
      const sums = new Float64Array(dfilter.length);
      forEachTap(window, (out, inside, tap) => {
        for (let k = 0; k < wide; k++) sums[tap * wide + k]! += source[inside * channels + Math.floor(k / multiplier)]! * dy[out * wide + k]!;
      });
      dfilter.set(sums);
    },
  };
};

export const depthwiseKernels: Readonly<Record<string, HostKernel>> = {
  DepthwiseConv2dNativeBackpropInput: inputGradient,
  DepthwiseConv2dNativeBackpropFilter: filterGradient,
};
