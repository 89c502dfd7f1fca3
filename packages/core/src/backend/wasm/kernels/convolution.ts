import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { WasmRuntime } from '../runtime.ts';
import { depthwise, depthwiseFilterGradient, depthwiseInputGradient } from './depthwise.ts';
import { backwardPhases, type Convolution, forwardGather, gatherBytes, isDepthwise, isProduct, pixels, writeGather } from './geometry.ts';
import { suitsWinograd, winograd, winogradFilterGradient, winogradInputGradient } from './winograd.ts';

/** x: [B, H, W, I], filter: [kh, kw, I / groups, O], bias: [O] -> [B, H', W', O] */
export function convolution(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, bias: TensorInfo | undefined, sizes: Convolution): TensorInfo {
  const { kernels } = runtime;
  const { info, groups } = sizes;
  const out = runtime.output(info.outShape);
  if (isEmpty(out)) return out;
  if (isDepthwise(sizes)) {
    depthwise(runtime, x, filter, bias, out, sizes);
    return out;
  }
  if (suitsWinograd(sizes)) {
    winograd(runtime, x, filter, bias, out, sizes);
    return out;
  }
  if (bias !== undefined) kernels.fillRows(runtime.address(bias), pixels(info.outShape), info.outChannels, runtime.address(out));
  const accumulate = Number(bias !== undefined);
  const product = kernels.productScratchBytes();
  if (isProduct(sizes)) {
    kernels.gemm(0, 0, pixels(info.outShape), info.outChannels, info.inChannels, runtime.address(x), runtime.address(filter), runtime.address(out), accumulate, runtime.scratch(product));
    return out;
  }
  const gather = forwardGather(info, groups);
  const columns = info.outChannels / groups;
  const at = runtime.scratch(gatherBytes(gather.taps.length) + 16 + product + 4 * gather.channels);
  writeGather(runtime, at, gather);
  for (let group = 0; group < groups; group++) {
    const [from, weights, to] = [runtime.address(x) + 4 * group * gather.channels, runtime.address(filter) + 4 * group * columns, runtime.address(out) + 4 * group * columns];
    kernels.convolve(at, from, weights, info.outChannels, columns, to, info.outChannels, accumulate, aligned(at + gatherBytes(gather.taps.length)));
  }
  return out;
}

/** upstream: [B, H', W', O], filter: [kh, kw, I / groups, O] -> [B, H, W, I]. Also a transposed convolution of `upstream`. */
export function inputGradient(runtime: WasmRuntime, upstream: TensorInfo, filter: TensorInfo, sizes: Convolution): TensorInfo {
  const { kernels } = runtime;
  const { info, groups } = sizes;
  const out = runtime.output(info.inShape);
  if (isEmpty(out)) return out;
  const product = kernels.productScratchBytes();
  if (isProduct(sizes)) {
    kernels.gemm(0, 1, pixels(info.inShape), info.inChannels, info.outChannels, runtime.address(upstream), runtime.address(filter), runtime.address(out), 0, runtime.scratch(product));
    return out;
  }
  if (suitsWinograd(sizes)) {
    winogradInputGradient(runtime, upstream, filter, out, sizes);
    return out;
  }
  const phases = backwardPhases(info, groups);
  // Where the filter is smaller than the stride, no output has seen some of the inputs.
  if (isEmpty(upstream) || phases.some(({ filterTaps }) => filterTaps.length === 0)) runtime.floats(runtime.address(out), pixels(info.inShape) * info.inChannels).fill(0);
  if (isEmpty(upstream)) return out;
  if (isDepthwise(sizes)) {
    depthwiseInputGradient(runtime, upstream, filter, out, phases);
    return out;
  }
  const mostTaps = Math.max(...phases.map(({ filterTaps }) => filterTaps.length));
  const [inputs, outputs] = [info.inChannels / groups, info.outChannels / groups];
  const listBytes = 4 * mostTaps;
  const turnedBytes = 4 * mostTaps * inputs * outputs;
  const at = runtime.scratch(gatherBytes(mostTaps) + listBytes + turnedBytes + 16 + product + 4 * outputs);
  const list = at + gatherBytes(mostTaps);
  const turned = list + listBytes;
  const scratch = aligned(turned + turnedBytes);
  for (const { gather, filterTaps } of phases) {
    if (filterTaps.length === 0) continue;
    writeGather(runtime, at, gather);
    runtime.ints(list, filterTaps.length).set(filterTaps);
    for (let group = 0; group < groups; group++) {
      const [from, to] = [runtime.address(upstream) + 4 * group * outputs, runtime.address(out) + 4 * group * inputs];
      kernels.turnFilter(runtime.address(filter) + 4 * group * outputs, list, filterTaps.length, inputs, outputs, info.outChannels, turned);
      kernels.convolve(at, from, turned, inputs, inputs, to, info.inChannels, 0, scratch);
    }
  }
  return out;
}

/** x: [B, H, W, I], upstream: [B, H', W', O] -> [kh, kw, I / groups, O] */
export function filterGradient(runtime: WasmRuntime, x: TensorInfo, upstream: TensorInfo, sizes: Convolution): TensorInfo {
  const { kernels } = runtime;
  const { info, groups } = sizes;
  const out = runtime.output(info.filterShape);
  if (isEmpty(out)) return out;
  if (isEmpty(upstream)) {
    runtime.floats(runtime.address(out), out.shape.reduce((a, b) => a * b, 1)).fill(0);
    return out;
  }
  if (isDepthwise(sizes)) {
    depthwiseFilterGradient(runtime, x, upstream, out, sizes);
    return out;
  }
  if (suitsWinograd(sizes)) {
    winogradFilterGradient(runtime, x, upstream, out, sizes);
    return out;
  }
  const product = kernels.productScratchBytes();
  if (isProduct(sizes)) {
    kernels.gemm(1, 0, info.inChannels, info.outChannels, pixels(info.inShape), runtime.address(x), runtime.address(upstream), runtime.address(out), 0, runtime.scratch(product));
    return out;
  }
  const gather = forwardGather(info, groups);
  const columns = info.outChannels / groups;
  // Beyond the product's: a row of zeros, and the addresses of a block of rows.
  const at = runtime.scratch(gatherBytes(gather.taps.length) + 16 + product + 4 * gather.channels + 4 * 64);
  writeGather(runtime, at, gather);
  for (let group = 0; group < groups; group++) {
    const [from, dy, to] = [runtime.address(x) + 4 * group * gather.channels, runtime.address(upstream) + 4 * group * columns, runtime.address(out) + 4 * group * columns];
    kernels.convolveFilterGradient(at, from, dy, info.outChannels, columns, to, aligned(at + gatherBytes(gather.taps.length)));
  }
  return out;
}

/** upstream: [B, H', W', O] -> [O] */
export function biasGradient(runtime: WasmRuntime, upstream: TensorInfo, { info }: Convolution): TensorInfo {
  const scratch = runtime.scratch(4 * info.outChannels);
  const out = runtime.output([info.outChannels]);
  runtime.kernels.sum(runtime.address(upstream), 1, pixels(info.outShape), info.outChannels, 1, runtime.address(out), scratch);
  return out;
}

function isEmpty(tensor: TensorInfo): boolean {
  return tensor.shape.includes(0);
}

function aligned(address: number): number {
  return address + ((16 - (address % 16)) % 16);
}
