import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { Kernels } from '../kernels.ts';

/** What a host kernel makes of its inputs' shapes and its attributes. */
export interface HostPlan {
  /** Names of the inputs, in the order in which `compute` takes them. */
  readonly inputs: readonly string[];
  readonly shape: readonly number[];
  /** Writes all of `out`, which holds anything before. */
  compute(out: Float32Array, ...inputs: Float32Array[]): void;
}

/** A kernel in plain TypeScript over float32 arrays: it serves every backend whose memory a program can see. */
export type HostKernel = (shapes: Readonly<Record<string, readonly number[]>>, attrs: never) => HostPlan;

/** How a backend shows its memory. */
export interface HostMemory {
  output(shape: readonly number[], dtype: DataType): TensorInfo;
  /** A view, valid until the next output. */
  view(tensor: TensorInfo): Float32Array;
}

/** Host kernels as kernels of a backend. */
export function hostKernels<Backend>(memory: HostMemory, kernels: Readonly<Record<string, HostKernel>>): Kernels<Backend> {
  return Object.fromEntries(
    Object.entries(kernels).map(([name, kernel]) => [
      name,
      ({ inputs, attrs }) => {
        const given = Object.entries(inputs).filter((entry): entry is [string, TensorInfo] => (entry[1] as TensorInfo | null | undefined) != null);
        const plan = kernel(Object.fromEntries(given.map(([key, tensor]) => [key, tensor.shape])), attrs as never);
        const tensors = plan.inputs.map((key) => inputs[key] as TensorInfo);
        for (const tensor of tensors) util.assert(tensor.dtype === 'float32', () => `${name} takes float32, got ${tensor.dtype}.`);
        const out = memory.output(plan.shape, 'float32');
        plan.compute(memory.view(out), ...tensors.map((tensor) => memory.view(tensor)));
        return out;
      },
    ]),
  );
}
