import { type FusedKernels, input, isWanted, type KernelCall, type Kernels, wantedGradients } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { Torch } from '../../tensors/torch.ts';
import type { TorchBackend } from '../../torch-backend.ts';
import { Convolver } from '../convolution/convolve.ts';
import type { Geometry } from '../convolution/geometry.ts';
import { channelsLast, outputsLast, strided } from '../convolution/layout.ts';
import { given } from './given.ts';

type Attributes = FusedKernels['FigmentConv2d']['attrs'];

/** Convolution with bias, groups and dilation; one call of torch gives all gradients. x: [B, H, W, I] -> [B, H', W', O] */
export function conv2dKernels(torch: Torch): Kernels<TorchBackend> {
  const convolver = new Convolver(torch);
  return {
    FigmentConv2d: (call) => {
      const geometry = geometryOf(call);
      layOutKernel(torch, input(call, 'kernel'));
      const bias = given(call, 'bias');
      const operands = { x: strided(torch, input(call, 'x')), kernel: strided(torch, input(call, 'kernel')) };
      return channelsLast(torch, convolver.forward(operands, bias === undefined ? null : torch.handle(bias), geometry), geometry.output);
    },
    FigmentConv2dGrad: (call) => {
      const geometry = geometryOf(call);
      const operands = { x: strided(torch, input(call, 'x')), kernel: strided(torch, input(call, 'kernel')) };
      const wanted = { x: isWanted(call, 'x'), kernel: isWanted(call, 'kernel'), bias: isWanted(call, 'bias') };
      const { x, kernel, bias } = convolver.backward(operands, strided(torch, input(call, 'dy')), geometry, wanted);
      return wantedGradients(call, {
        x: () => channelsLast(torch, x!.handle, geometry.input, x!.offset),
        kernel: () => outputsLast(torch, kernel!, geometry.kernel),
        bias: () => torch.output(bias!, [geometry.kernel.at(-1)!], 'float32'),
      });
    },
  };
}

/** Products of fewer channels take long enough that the order of weights makes no difference. */
const manyProducts = 2 ** 12;

/** [k, k, I, O] with I next to each other, as libraries read weights of pictures with channels last: others they turn round at each call. */
function layOutKernel(torch: Torch, kernel: TensorInfo): void {
  const [height, width, inputs, outputs] = kernel.shape as [number, number, number, number];
  if (inputs * outputs < manyProducts || height * width === 1 || !torch.isContiguous(kernel)) return;
  torch.layOut(kernel, [width * inputs, inputs, 1, height * width * inputs]);
}

function geometryOf(call: KernelCall<TorchBackend>): Geometry {
  const [x, kernel] = [input(call, 'x').shape, input(call, 'kernel').shape];
  const { stride, padding, dilation, groups } = call.attrs as unknown as Attributes;
  const places = padding.map(([before, after], axis) => Math.floor((x[axis + 1]! + before + after - dilation[axis]! * (kernel[axis]! - 1) - 1) / stride[axis]!) + 1);
  return { input: x, kernel, output: [x[0]!, ...places, kernel[3]!], stride, dilation, before: padding.map(([before]) => before), groups };
}
