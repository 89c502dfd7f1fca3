import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { WasmRuntime } from '../runtime.ts';

/** What stands in for a weight and a bias that are absent, and `more` bytes of scratch beyond them. */
export function standIns(runtime: WasmRuntime, channels: number, more = 0): { ones: number; zeros: number; scratch: number } {
  const ones = runtime.scratch(8 * channels + 16 + more);
  const zeros = ones + 4 * channels;
  runtime.floats(ones, channels).fill(1);
  runtime.floats(zeros, channels).fill(0);
  return { ones, zeros, scratch: Math.ceil((zeros + 4 * channels) / 16) * 16 };
}

/** The gradients of inputs that were given; those of absent ones are freed. */
export function asked(runtime: WasmRuntime, ...pairs: readonly (readonly [gradient: TensorInfo, input: TensorInfo | undefined])[]): TensorInfo[] {
  return pairs.flatMap(([gradient, input]) => {
    if (input !== undefined) return [gradient];
    runtime.backend.disposeData(gradient.dataId);
    return [];
  });
}
