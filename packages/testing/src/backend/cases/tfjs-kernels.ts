import { runKernel } from '@figment/core/backend';
import { cast, concat, mul } from '@figment/core/ops';

import { any, apart, type BackendCase, type CheckedOp, floats, type InputSpec, ints, positive, type Row, rowsOf } from '../case.ts';

/** A kernel of tfjs as plain tfjs programs call it; differentiated by the tape, once, if at all. */
function kernel(name: string, rows: readonly Row[], more: Partial<CheckedOp> = {}): BackendCase[] {
  return rowsOf('tfjs kernels', { name, mayRefuse: true, run: (inputs, attrs) => runKernel(name, inputs, attrs)[0]!, ...more }, rows);
}

/** With the gradient that tfjs's own rules call: `given` makes its inputs. */
function withGrad(name: string, rows: readonly Row[], gradient: NonNullable<CheckedOp['gradient']>): BackendCase[] {
  return kernel(name, rows, { differentiable: 'once', gradient });
}

type Pad = 'same' | 'valid' | number;
const pool = (shape: number[], filterSize: number, strides: number, pad: Pad, draw: (...shape: number[]) => InputSpec): Row => [
  `${filterSize}x${filterSize}, stride ${strides}, padding ${pad}`, { x: draw(...shape) }, { filterSize: [filterSize, filterSize], strides: [strides, strides], pad },
];
const pool3d = (pad: Pad): Row => [`2x2x2, stride 1, padding ${pad}`, { x: apart(1, 3, 2, 3, 2) }, { filterSize: [2, 2, 2], strides: [1, 1, 1], pad }];
const pools = (draw: typeof any): Row[] => [pool([2, 4, 4, 2], 2, 2, 'valid', draw), pool([2, 5, 4, 2], 3, 2, 'same', draw), pool([1, 4, 5, 2], 3, 1, 1, draw)];

const conv = (label: string, x: number[], filter: number[], stride: number, pad: Pad | number[][], dilation = 1): Row => [
  label, { x: any(...x), filter: any(...filter) }, { strides: [stride, stride], pad, dataFormat: 'NHWC', dilations: [dilation, dilation] },
];
const conv3d = (label: string, x: number[], filter: number[], stride: number, pad: Pad): Row => [label, { x: any(...x), filter: any(...filter) }, { strides: [stride, stride, stride], pad, dataFormat: 'NDHWC', dilations: [1, 1, 1] }];

const sizes: readonly (readonly [shape: number[], size: number[]])[] = [[[2, 3, 4, 3], [6, 8]], [[1, 5, 4, 2], [3, 7]]];
const resizes: readonly Row[] = sizes.flatMap(([shape, size]) => (['corner', 'aligned corners', 'half pixel'] as const).map((mode): Row =>
  [`${shape[1]}x${shape[2]} to ${size.join('x')}, ${mode}`, { images: any(...shape) }, { size, alignCorners: mode === 'aligned corners', halfPixelCenters: mode === 'half pixel' }]));

const places = ints([2, 2], [0, 1, 2, 2]);

export const tfjsKernelCases: readonly BackendCase[] = [
  ...withGrad('AvgPool', pools(any), ({ x }, dy, attrs) => runKernel('AvgPoolGrad', { dy, input: x! }, attrs)),
  ...withGrad('MaxPool', pools(apart), ({ x }, dy, attrs) => runKernel('MaxPoolGrad', { dy, input: x!, output: runKernel('MaxPool', { x: x! }, attrs)[0]! }, attrs)),
  ...withGrad('AvgPool3D', [pool3d('same')], ({ x }, dy, attrs) => runKernel('AvgPool3DGrad', { dy, input: x! }, attrs)),
  ...withGrad('MaxPool3D', [pool3d('valid')], ({ x }, dy, attrs) => runKernel('MaxPool3DGrad', { dy, input: x!, output: runKernel('MaxPool3D', { x: x! }, attrs)[0]! }, attrs)),
  ...withGrad('ResizeNearestNeighbor', resizes, ({ images }, dy, attrs) => runKernel('ResizeNearestNeighborGrad', { images: images!, dy }, attrs)),
  ...withGrad('ResizeBilinear', resizes, ({ images }, dy, attrs) => runKernel('ResizeBilinearGrad', { images: images!, dy }, attrs)),
  ...withGrad('Conv2D', [
    conv('3x3, same', [2, 4, 5, 2], [3, 3, 2, 3], 1, 'same'),
    conv('3x3, stride 2, same', [2, 5, 4, 2], [3, 3, 2, 2], 2, 'same'),
    conv('4x4, stride 2, padding 1', [1, 6, 4, 2], [4, 4, 2, 2], 2, 1),
    conv('3x2, one-sided padding', [1, 4, 5, 2], [3, 2, 2, 2], 1, [[0, 0], [0, 2], [1, 0], [0, 0]]),
    conv('1x1, stride 2', [2, 3, 4, 2], [1, 1, 2, 3], 2, 'valid'),
  ], ({ x, filter }, dy, attrs) => [
    ...runKernel('Conv2DBackpropInput', { dy, filter: filter! }, { ...attrs, inputShape: x!.shape }),
    ...runKernel('Conv2DBackpropFilter', { x: x!, dy }, { ...attrs, filterShape: filter!.shape }),
  ]),
  ...kernel('Conv2D', [conv('3x3, dilation 2', [1, 5, 6, 2], [3, 3, 2, 2], 1, 'same', 2)]),
  ...withGrad('DepthwiseConv2dNative', [
    conv('3x3, same', [2, 4, 5, 2], [3, 3, 2, 1], 1, 'same'),
    conv('3x3, multiplier 2, stride 2', [1, 5, 4, 2], [3, 3, 2, 2], 2, 'same'),
    conv('3x3, dilation 2', [1, 5, 6, 2], [3, 3, 2, 1], 1, 'same', 2),
  ], ({ x, filter }, dy, attrs) => [
    ...runKernel('DepthwiseConv2dNativeBackpropInput', { dy, filter: filter! }, { ...attrs, inputShape: x!.shape }),
    ...runKernel('DepthwiseConv2dNativeBackpropFilter', { x: x!, dy }, { ...attrs, filterShape: filter!.shape }),
  ]),
  ...withGrad('Conv3D', [conv3d('3x3x3, same', [1, 3, 2, 3, 2], [3, 3, 3, 2, 2], 1, 'same'), conv3d('2x2x2, stride 2', [1, 4, 2, 4, 2], [2, 2, 2, 2, 2], 2, 'valid')], ({ x, filter }, dy, attrs) => [
    ...runKernel('Conv3DBackpropInputV2', { dy, filter: filter! }, { ...attrs, inputShape: x!.shape }),
    ...runKernel('Conv3DBackpropFilterV2', { x: x!, dy }, { ...attrs, filterShape: filter!.shape }),
  ]),
  ...kernel('BatchMatMul', [['an axis of 1 inside', { a: any(2, 3, 2, 2), b: any(2, 1, 2, 2) }, { transposeA: false, transposeB: true }], ['axes of 1 on both sides', { a: any(2, 1, 2, 3), b: any(1, 2, 3, 2) }, { transposeA: false, transposeB: false }]]),
  ...kernel('Einsum', [['', { a: any(2, 3), b: any(3, 2) }, { equation: 'ij,jk->ik' }]], { run: (inputs, attrs) => runKernel('Einsum', Object.values(inputs), attrs)[0]! }),
  ...kernel('TopK', [['', { x: apart(3, 5) }, { k: 3, sorted: true }]]),
  ...kernel('GatherNd', [['', { params: any(3, 4), indices: places }]]),
  ...kernel('ScatterNd', [['', { indices: ints([3, 1], [0, 2, 0]), updates: any(3, 3) }, { shape: [4, 3] }]]),
  ...kernel('Cumprod', [['with zeros', { x: floats([2, 3], [2, 0, 3, -1, 2, 4]) }, { axis: 1, exclusive: false, reverse: false }]]),
  ...kernel('DepthToSpace', [['', { x: any(1, 2, 2, 8) }, { blockSize: 2, dataFormat: 'NHWC' }]]),
  ...kernel('SpaceToBatchND', [['', { x: any(1, 4, 2, 1) }, { blockShape: [2, 2], paddings: [[0, 0], [0, 0]] }]]),
  ...kernel('BatchToSpaceND', [['', { x: any(4, 2, 1, 1) }, { blockShape: [2, 2], crops: [[0, 0], [0, 0]] }]]),
  ...kernel('StridedSlice', [['', { x: any(5, 4) }, { begin: [0, 1], end: [5, 4], strides: [2, 1], beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 }]]),
  ...kernel('MirrorPad', [['reflect', { x: any(3, 4) }, { paddings: [[1, 1], [2, 0]], mode: 'reflect' }]]),
  ...kernel('UnsortedSegmentSum', [['', { x: any(5, 3), segmentIds: ints([5], [1, 3, 3, 0, 1]) }, { numSegments: 4 }], ['ids below 0 count nowhere', { x: any(3, 2), segmentIds: ints([3], [1, -1, 0]) }, { numSegments: 2 }]], { differentiable: 'once' }),
  ...kernel('LeakyRelu', [['', { x: apart(3, 4) }, { alpha: 0.2 }]]),
  ...kernel('Prelu', [['', { x: apart(3, 4), alpha: positive(4) }]]),
  ...kernel('Relu6', [['', { x: floats([5], [-2, 0.5, 3, 5.9, 7]) }]]),
  ...kernel('Selu', [['', { x: apart(3, 4) }]]),
  ...kernel('FusedBatchNorm', [['', { x: any(2, 2, 2, 3), mean: any(3), variance: positive(3), scale: any(3), offset: any(3) }, { varianceEpsilon: 1e-3 }]]),
  ...kernel('_FusedMatMul', [['bias and relu', { a: any(3, 4), b: any(4, 2), bias: any(2) }, { transposeA: false, transposeB: false, activation: 'relu' }]], { differentiable: 'never' }),
  ...kernel('FusedConv2D', [['bias and relu', { x: any(1, 4, 4, 2), filter: any(3, 3, 2, 2), bias: any(2) }, { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation: 'relu' }]], { differentiable: 'never' }),
  ...kernel('FusedDepthwiseConv2D', [['bias and relu', { x: any(1, 4, 4, 2), filter: any(3, 3, 2, 1), bias: any(2) }, { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation: 'relu' }]], { differentiable: 'never' }),
  ...kernel('SplitV', [['a part unused', { x: any(2, 5) }, { numOrSizeSplits: [2, 3], axis: 1 }]]),
  ...kernel('Unpack', [['parts unused', { value: any(2, 3) }, { axis: 1 }]]),
  ...rowsOf('tfjs kernels', { name: 'OneHot', differentiable: 'never', mayRefuse: true, run: ({ indices }, attrs) => concat([mul(cast(runKernel('OneHot', { indices: indices! }, attrs)[0]!, 'float32'), 1)], 0) }, [['', { indices: ints([3], [1, 0, 3]) }, { depth: 4, onValue: 1, offValue: 0, dtype: 'int32' }]]),
];
