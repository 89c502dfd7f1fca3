import { getKernel, type KernelConfig } from '@tensorflow/tfjs-core';

import type { Kernel, KernelCall } from '../../kernels.ts';
import type { TfjsWasm } from '../runtime.ts';

/** A kernel of ours for what it takes, and tfjs's for the rest: other types than float32, mostly. */
export function orStock(name: string, takes: (call: KernelCall<TfjsWasm>) => boolean, own: Kernel<TfjsWasm>): Kernel<TfjsWasm> {
  const stock = getKernel(name, 'wasm') as KernelConfig | undefined;
  return (call) => {
    if (takes(call)) return own(call);
    if (stock === undefined) throw new Error(`${name} on wasm takes float32.`);
    return stock.kernelFunc({ inputs: call.inputs, attrs: { ...call.attrs }, backend: call.backend });
  };
}

/** Whether the named inputs are float32. */
export function areFloats(...names: readonly string[]): (call: KernelCall<TfjsWasm>) => boolean {
  return ({ inputs }) => names.every((name) => inputs[name]?.dtype === 'float32');
}
