import { AvgPoolGrad, MaxPoolGrad, type TensorInfo } from '@tensorflow/tfjs-core';

import { type PoolAttributes, poolWindow2d } from '../../host/window.ts';
import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { type Gather, gatherBytes, writeGather } from './geometry.ts';

/** Gradients of pooling over [B, H, W, C]; tfjs-wasm has that of the maximum wrong, and none of the mean. */
export function poolingKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  const at = runtime.address.bind(runtime);
  const gradient = (run: (x: TensorInfo, gather: number, upstream: number, dx: number, scratch: number) => void) => (call: KernelCall<TfjsWasm>): TensorInfo => {
    const [x, dy] = [input(call, 'input'), input(call, 'dy')];
    const gather = poolGather(x.shape, call.attrs as unknown as PoolAttributes);
    const out = runtime.output(x.shape);
    if (x.shape.includes(0)) return out;
    const place = runtime.scratch(gatherBytes(gather.taps.length) + kernels.depthwiseScratchBytes(gather.taps.length));
    writeGather(runtime, place, gather);
    run(x, place, at(dy), at(out), place + gatherBytes(gather.taps.length));
    return out;
  };
  return {
    [AvgPoolGrad]: gradient((_x, gather, upstream, dx, scratch) => { kernels.averagePoolGradient(gather, upstream, dx, scratch); }),
    [MaxPoolGrad]: gradient((x, gather, upstream, dx, scratch) => { kernels.maxPoolGradient(gather, at(x), upstream, dx, scratch); }),
  };
}

/** What a window over [B, H, W, C] sees. */
function poolGather(shape: readonly number[], attributes: PoolAttributes): Gather {
  const { batch, channels, input: [, height, width], output: [, rows, columns], size, stride, padding } = poolWindow2d(shape, attributes);
  const taps: [number, number][] = [];
  for (let h = 0; h < size[1]; h++) for (let w = 0; w < size[2]; w++) taps.push([h, w]);
  return {
    batch, height, width, channels, pitch: channels, taps,
    grid: [rows, columns], stride: [stride[1], stride[2]], origin: [-padding[1], -padding[2]],
    outSize: [rows, columns], outStep: [1, 1], outOrigin: [0, 0],
  };
}
