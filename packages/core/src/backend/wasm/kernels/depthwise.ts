import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { WasmRuntime } from '../runtime.ts';
import { type Convolution, forwardGather, type Gather, gatherBytes, type Phase, writeGather } from './geometry.ts';

/** x: [B, H, W, C], filter: [kh, kw, 1, C], bias: [C] -> out: [B, H', W', C] */
export function depthwise(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, bias: TensorInfo | undefined, out: TensorInfo, { info }: Convolution): void {
  const gather = { ...forwardGather(info), channels: info.inChannels };
  run(runtime, x, filter, bias, out, gather, gather.taps.map((_, tap) => tap));
}

/** upstream: [B, H', W', C], filter: [kh, kw, 1, C] -> out: [B, H, W, C] */
export function depthwiseInputGradient(runtime: WasmRuntime, upstream: TensorInfo, filter: TensorInfo, out: TensorInfo, phases: readonly Phase[]): void {
  for (const { gather, filterTaps } of phases) {
    if (filterTaps.length > 0) run(runtime, upstream, filter, undefined, out, { ...gather, channels: gather.pitch }, filterTaps);
  }
}

/** x: [B, H, W, C], upstream: [B, H', W', C] -> out: [kh, kw, 1, C] */
export function depthwiseFilterGradient(runtime: WasmRuntime, x: TensorInfo, upstream: TensorInfo, out: TensorInfo, { info }: Convolution): void {
  const { kernels } = runtime;
  const gather = forwardGather(info);
  const at = runtime.scratch(gatherBytes(gather.taps.length) + 16 + kernels.depthwiseScratchBytes(gather.taps.length));
  writeGather(runtime, at, gather);
  kernels.depthwiseFilterGradient(at, runtime.address(x), runtime.address(upstream), runtime.address(out), at + gatherBytes(gather.taps.length));
}

/** `filterTaps`: which row of the filter each tap of the gather weighs with. */
function run(runtime: WasmRuntime, source: TensorInfo, filter: TensorInfo, bias: TensorInfo | undefined, out: TensorInfo, gather: Gather, filterTaps: readonly number[]): void {
  const { kernels } = runtime;
  const taps = filterTaps.length;
  const at = runtime.scratch(gatherBytes(taps) + 4 * taps + kernels.depthwiseScratchBytes(taps));
  const list = at + gatherBytes(taps);
  writeGather(runtime, at, gather);
  runtime.ints(list, taps).set(filterTaps);
  kernels.depthwise(at, runtime.address(source), runtime.address(filter), list, bias === undefined ? 0 : runtime.address(bias), runtime.address(out), list + 4 * taps);
}
