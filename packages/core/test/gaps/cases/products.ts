import type { Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';

import { type GapCase, kernel } from '../case.ts';

function matMul(name: string, a: number[], b: number[], transposeA = false, transposeB = false): GapCase {
  return { name: `BatchMatMul ${name}`.trim(), forwardKernels: ['BatchMatMul'], gradientKernels: ['BatchMatMul'], inputs: [{ shape: a }, { shape: b }], run: (tf, [x, y]) => tf.matMul(x!, y!, transposeA, transposeB) };
}

interface Conv {
  readonly x: number[];
  readonly filter: number[];
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number | [[number, number], [number, number], [number, number], [number, number]];
  readonly dilations?: number;
}

function conv2d(name: string, { x, filter, strides, pad, dilations = 1 }: Conv): GapCase {
  const attrs = { strides: Array.isArray(strides) ? strides : [strides, strides], pad, dataFormat: 'NHWC' };
  return {
    name: `Conv2D ${name}`,
    forwardKernels: ['Conv2D'],
    gradientKernels: ['Conv2DBackpropInput', 'Conv2DBackpropFilter'],
    inputs: [{ shape: x }, { shape: filter }],
    run: (tf, [source, weights]) => tf.conv2d(source as Tensor4D, weights as Tensor4D, strides, pad, 'NHWC', dilations),
    // Dilation: ops/ spreads the filter with zeros first, so no gradient kernel sees one.
    gradient: dilations > 1 ? 'none' : (tf, [source, weights], dy) => [
      kernel(tf, 'Conv2DBackpropInput', { dy, filter: weights! }, { ...attrs, inputShape: x }),
      kernel(tf, 'Conv2DBackpropFilter', { x: source!, dy }, { ...attrs, filterShape: filter }),
    ],
  };
}

function depthwise(name: string, { x, filter, strides, pad, dilations = 1 }: Conv): GapCase {
  const attrs = { strides, pad, dilations: [dilations, dilations] };
  return {
    name: `DepthwiseConv2dNative ${name}`,
    forwardKernels: ['DepthwiseConv2dNative'],
    gradientKernels: ['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
    inputs: [{ shape: x }, { shape: filter }],
    run: (tf, [source, weights]) => tf.depthwiseConv2d(source as Tensor4D, weights as Tensor4D, strides, pad, 'NHWC', dilations),
    gradient: (tf, [source, weights], dy) => [
      kernel(tf, 'DepthwiseConv2dNativeBackpropInput', { dy, filter: weights! }, { ...attrs, inputShape: x }),
      kernel(tf, 'DepthwiseConv2dNativeBackpropFilter', { x: source!, dy }, { ...attrs, filterShape: filter }),
    ],
  };
}

function conv3d(name: string, x: number[], filter: number[], strides: number, pad: 'same' | 'valid'): GapCase {
  const attrs = { strides: [strides, strides, strides], pad };
  return {
    name: `Conv3D ${name}`,
    forwardKernels: ['Conv3D'],
    gradientKernels: ['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2'],
    inputs: [{ shape: x }, { shape: filter }],
    run: (tf, [source, weights]) => tf.conv3d(source as Tensor5D, weights as Tensor5D, strides, pad),
    gradient: (tf, [source, weights], dy) => [
      kernel(tf, 'Conv3DBackpropInputV2', { dy, filter: weights! }, { ...attrs, inputShape: x }),
      kernel(tf, 'Conv3DBackpropFilterV2', { x: source!, dy }, { ...attrs, filterShape: filter }),
    ],
  };
}

export const productCases: readonly GapCase[] = [
  matMul('', [5, 7], [7, 6]),
  matMul('A^T B', [7, 5], [7, 6], true),
  matMul('A B^T', [5, 7], [6, 7], false, true),
  matMul('A^T B^T', [7, 5], [6, 7], true, true),
  matMul('batched', [2, 3, 4, 5], [2, 3, 5, 3]),
  matMul('batched, A^T', [4, 5, 3], [4, 5, 2], true),
  matMul('broadcast', [2, 3, 4, 5], [1, 3, 5, 2]),
  matMul('one for the batch', [3, 4, 5], [1, 5, 2]),
  { ...matMul('longer than a block', [9, 300], [300, 13]), gradient: 'none' },
  conv2d('3x3', { x: [2, 5, 6, 3], filter: [3, 3, 3, 4], strides: 1, pad: 'same' }),
  conv2d('3x3, valid', { x: [1, 5, 6, 4], filter: [3, 3, 4, 5], strides: 1, pad: 'valid' }),
  conv2d('3x3, stride 2', { x: [2, 6, 5, 3], filter: [3, 3, 3, 4], strides: 2, pad: 'same' }),
  conv2d('4x4, stride 2, padding 1', { x: [2, 6, 6, 2], filter: [4, 4, 2, 3], strides: 2, pad: 1 }),
  conv2d('3x2, stride 2x3, asymmetric padding', { x: [1, 5, 7, 2], filter: [3, 2, 2, 3], strides: [2, 3], pad: [[0, 0], [0, 2], [1, 0], [0, 0]] }),
  conv2d('1x1', { x: [2, 3, 3, 5], filter: [1, 1, 5, 4], strides: 1, pad: 'valid' }),
  conv2d('1x1, stride 2', { x: [2, 4, 5, 3], filter: [1, 1, 3, 4], strides: 2, pad: 'valid' }),
  conv2d('3x3, dilation 2', { x: [1, 7, 7, 3], filter: [3, 3, 3, 4], strides: 1, pad: 'same', dilations: 2 }),
  depthwise('3x3', { x: [2, 4, 5, 3], filter: [3, 3, 3, 1], strides: 1, pad: 'same' }),
  depthwise('3x3, multiplier 2, stride 2', { x: [1, 5, 5, 3], filter: [3, 3, 3, 2], strides: 2, pad: 'same' }),
  depthwise('3x3, dilation 2', { x: [1, 6, 6, 2], filter: [3, 3, 2, 1], strides: 1, pad: 'same', dilations: 2 }),
  conv3d('3x3x3', [1, 3, 4, 4, 2], [3, 3, 3, 2, 3], 1, 'same'),
  conv3d('2x2x2, stride 2', [2, 4, 4, 4, 2], [2, 2, 2, 2, 2], 2, 'valid'),
];
