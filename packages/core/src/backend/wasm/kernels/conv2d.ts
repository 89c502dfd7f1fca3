import { type TensorInfo } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { addAndActivate } from './add-and-activate.ts';
import { backwardPhases, type Conv2dAttributes, type Conv2dInfo, conv2dInfo, forwardGather, gatherBytes, writeGather } from './geometry.ts';

/** Convolution and both its gradients, as products of matrices that are gathered on the way; any stride, padding and dilation. */
export function conv2dKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const forward = (call: KernelCall<TfjsWasm>): TensorInfo => {
    const [x, filter] = [input(call, 'x'), input(call, 'filter')];
    return convolve(runtime, x, filter, conv2dInfo(x.shape, filter.shape, call.attrs as unknown as Conv2dAttributes));
  };
  return {
    Conv2D: forward,
    FusedConv2D: (call) => addAndActivate(runtime, call, forward(call)),
    Conv2DBackpropInput: (call) => {
      const [upstream, filter] = [input(call, 'dy'), input(call, 'filter')];
      const attributes = call.attrs as unknown as Conv2dAttributes & { inputShape: number[] };
      return inputGradient(runtime, upstream, filter, conv2dInfo(attributes.inputShape, filter.shape, attributes));
    },
    Conv2DBackpropFilter: (call) => {
      const [x, upstream] = [input(call, 'x'), input(call, 'dy')];
      const attributes = call.attrs as unknown as Conv2dAttributes & { filterShape: number[] };
      return filterGradient(runtime, x, upstream, conv2dInfo(x.shape, attributes.filterShape, attributes));
    },
  };
}

/** A 1x1 convolution is a plain product over all pixels. */
function isProduct(info: Conv2dInfo): boolean {
  const { padInfo: pad } = info;
  return info.filterHeight * info.filterWidth === 1 && info.strideHeight === 1 && info.strideWidth === 1 && pad.top + pad.left + pad.bottom + pad.right === 0;
}

/** x: [B, H, W, I], filter: [kh, kw, I, O] -> [B, H', W', O] */
function convolve(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, info: Conv2dInfo): TensorInfo {
  const { kernels } = runtime;
  const out = runtime.output(info.outShape);
  if (isEmpty(out)) return out;
  const product = kernels.productScratchBytes();
  if (isProduct(info)) {
    kernels.gemm(0, 0, pixels(info.outShape), info.outChannels, info.inChannels, runtime.address(x), runtime.address(filter), runtime.address(out), 0, runtime.scratch(product));
    return out;
  }
  const gather = forwardGather(info);
  const at = runtime.scratch(gatherBytes(gather.taps.length) + 16 + product + 4 * info.inChannels);
  writeGather(runtime, at, gather);
  kernels.convolve(at, runtime.address(x), runtime.address(filter), info.outChannels, runtime.address(out), aligned(at + gatherBytes(gather.taps.length)));
  return out;
}

/** upstream: [B, H', W', O], filter: [kh, kw, I, O] -> [B, H, W, I]. Also a transposed convolution of `upstream`. */
function inputGradient(runtime: WasmRuntime, upstream: TensorInfo, filter: TensorInfo, info: Conv2dInfo): TensorInfo {
  const { kernels } = runtime;
  const out = runtime.output(info.inShape);
  if (isEmpty(out)) return out;
  const product = kernels.productScratchBytes();
  if (isProduct(info)) {
    kernels.gemm(0, 1, pixels(info.inShape), info.inChannels, info.outChannels, runtime.address(upstream), runtime.address(filter), runtime.address(out), 0, runtime.scratch(product));
    return out;
  }
  const phases = backwardPhases(info);
  const mostTaps = Math.max(...phases.map(({ filterTaps }) => filterTaps.length));
  const listBytes = 4 * mostTaps;
  const turnedBytes = 4 * mostTaps * info.inChannels * info.outChannels;
  const at = runtime.scratch(gatherBytes(mostTaps) + listBytes + turnedBytes + 16 + product + 4 * info.outChannels);
  const list = at + gatherBytes(mostTaps);
  const turned = list + listBytes;
  const scratch = aligned(turned + turnedBytes);
  // Where the filter is smaller than the stride, no output has seen some of the inputs.
  if (phases.some(({ filterTaps }) => filterTaps.length === 0)) runtime.floats(runtime.address(out), pixels(info.inShape) * info.inChannels).fill(0);
  for (const { gather, filterTaps } of phases) {
    if (filterTaps.length === 0) continue;
    writeGather(runtime, at, gather);
    runtime.ints(list, filterTaps.length).set(filterTaps);
    kernels.turnFilter(runtime.address(filter), list, filterTaps.length, info.inChannels, info.outChannels, turned);
    kernels.convolve(at, runtime.address(upstream), turned, info.inChannels, runtime.address(out), scratch);
  }
  return out;
}

/** x: [B, H, W, I], upstream: [B, H', W', O] -> [kh, kw, I, O] */
function filterGradient(runtime: WasmRuntime, x: TensorInfo, upstream: TensorInfo, info: Conv2dInfo): TensorInfo {
  const { kernels } = runtime;
  const out = runtime.output(info.filterShape);
  if (isEmpty(out)) return out;
  if (isEmpty(upstream)) {
    runtime.floats(runtime.address(out), out.shape.reduce((a, b) => a * b, 1)).fill(0);
    return out;
  }
  const product = kernels.productScratchBytes();
  if (isProduct(info)) {
    kernels.gemm(1, 0, info.inChannels, info.outChannels, pixels(info.inShape), runtime.address(x), runtime.address(upstream), runtime.address(out), 0, runtime.scratch(product));
    return out;
  }
  const gather = forwardGather(info);
  // Beyond the product's: a row of zeros, and the addresses of a block of rows.
  const at = runtime.scratch(gatherBytes(gather.taps.length) + 16 + product + 4 * info.inChannels + 4 * 64);
  writeGather(runtime, at, gather);
  kernels.convolveFilterGradient(at, runtime.address(x), runtime.address(upstream), info.outChannels, runtime.address(out), aligned(at + gatherBytes(gather.taps.length)));
  return out;
}

function pixels(shape: readonly number[]): number {
  return (shape[0] ?? 1) * (shape[1] ?? 1) * (shape[2] ?? 1);
}

function isEmpty(tensor: TensorInfo): boolean {
  return tensor.shape.includes(0);
}

function aligned(address: number): number {
  return address + ((16 - (address % 16)) % 16);
}
