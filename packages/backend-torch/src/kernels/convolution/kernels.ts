import { input, type Kernel, type KernelCall, type Kernels } from '@figment/core/backend';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

import { rowMajor, sizeOf } from '../../tensors/strides.ts';
import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { fullWith } from '../creation/full.ts';
import { arithmeticOf } from '../elementwise/arithmetic.ts';
import { activations } from '../products/activate.ts';
import { Convolver } from './convolve.ts';
import { type ConvolutionAttributes, depthwiseGeometry, type Geometry, geometry2d, geometry3d } from './geometry.ts';
import { channelsLast, outputsLast, type Strided, strided } from './layout.ts';

type GeometryOf = (input: readonly number[], kernel: readonly number[], attributes: ConvolutionAttributes) => Geometry;
type Call = KernelCall<TorchBackend>;

/** tfjs's convolutions: flat and in space, dense, grouped and depthwise, with the gradients of each. */
export function convolutionKernels(torch: Torch): Kernels<TorchBackend> {
  const convolver = new Convolver(torch);
  const { add } = arithmeticOf(torch);
  const activate = activations(torch);
  const full = fullWith(torch);
  const zeros = (shape: readonly number[]): TensorInfo => torch.output(full(shape, 0, 'float32'), shape, 'float32');
  const attributes = (attrs: NamedAttrMap) => attrs as unknown as ConvolutionAttributes & { inputShape: number[]; filterShape: number[] };
  /** Depthwise kernels have their channels and multipliers on two axes: [kh, kw, I, m] -> [kh, kw, 1, I m] */
  const kernelOf = (filter: TensorInfo, { kernel }: Geometry): Strided =>
    filter.shape.at(-1) === kernel.at(-1) ? strided(torch, filter) : { handle: torch.contiguous(filter), shape: kernel, strides: rowMajor(kernel) };

  const forward = (geometryOf: GeometryOf) => (call: Call, bias?: TensorInfo): TensorInfo => {
    const [x, filter] = [input(call, 'x'), input(call, 'filter')];
    const geometry = geometryOf(x.shape, filter.shape, attributes(call.attrs));
    if (isEmpty(geometry.output)) return zeros(geometry.output);
    const operands = { x: strided(torch, x), kernel: kernelOf(filter, geometry) };
    return channelsLast(torch, convolver.forward(operands, bias === undefined ? null : torch.handle(bias), geometry), geometry.output);
  };
  const toInput = (geometryOf: GeometryOf): Kernel<TorchBackend> => (call) => {
    const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
    const { inputShape, ...rest } = attributes(call.attrs);
    const geometry = geometryOf(inputShape, filter.shape, rest);
    if (isEmpty(inputShape) || isEmpty(dy.shape)) return zeros(inputShape);
    const operands = { x: unread(torch, inputShape), kernel: kernelOf(filter, geometry) };
    const { handle, offset } = convolver.backward(operands, strided(torch, dy), geometry, { x: true }).x!;
    return channelsLast(torch, handle, inputShape, offset);
  };
  const toFilter = (geometryOf: GeometryOf, isDepthwise = false): Kernel<TorchBackend> => (call) => {
    const [x, dy] = [input(call, 'x'), input(call, 'dy')];
    const { filterShape, ...rest } = attributes(call.attrs);
    const geometry = geometryOf(x.shape, filterShape, rest);
    if (isEmpty(filterShape) || isEmpty(dy.shape)) return zeros(filterShape);
    const operands = { x: strided(torch, x), kernel: unread(torch, geometry.kernel) };
    const dKernel = convolver.backward(operands, strided(torch, dy), geometry, { kernel: true }).kernel!;
    return outputsLast(torch, dKernel, filterShape, isDepthwise ? filterShape.at(-1) : undefined);
  };
  const fused = (geometryOf: GeometryOf): Kernel<TorchBackend> => (call) => {
    const { bias, preluActivationWeights: alpha } = call.inputs;
    const { activation = 'linear', leakyreluAlpha } = call.attrs as { activation?: string; leakyreluAlpha?: number };
    // A bias of each channel goes in with the convolution; others are added.
    const isWithin = bias != null && bias.shape.length === 1;
    const y = forward(geometryOf)(call, isWithin ? bias : undefined);
    const sum = bias == null || isWithin ? torch.handle(y) : add(torch.handle(y), torch.handle(bias));
    const activated = activate(activation, sum, { leakyreluAlpha, alpha: alpha == null ? undefined : torch.handle(alpha) });
    if (activated === torch.handle(y)) return y;
    torch.dispose(y);
    return torch.output(activated, y.shape, 'float32');
  };
  return {
    Conv2D: (call) => forward(geometry2d)(call),
    Conv2DBackpropInput: toInput(geometry2d),
    Conv2DBackpropFilter: toFilter(geometry2d),
    FusedConv2D: fused(geometry2d),
    DepthwiseConv2dNative: (call) => forward(depthwiseGeometry)(call),
    DepthwiseConv2dNativeBackpropInput: toInput(depthwiseGeometry),
    DepthwiseConv2dNativeBackpropFilter: toFilter(depthwiseGeometry, true),
    FusedDepthwiseConv2D: fused(depthwiseGeometry),
    Conv3D: (call) => forward(geometry3d)(call),
    Conv3DBackpropInputV2: toInput(geometry3d),
    Conv3DBackpropFilterV2: toFilter(geometry3d),
  };
}

/** Stands for an operand of which only the shape and layout matter. */
function unread(torch: Torch, shape: readonly number[]): Strided {
  return { handle: torch.empty(shape), shape, strides: rowMajor(shape) };
}

const isEmpty = (shape: readonly number[]): boolean => sizeOf(shape) === 0;
