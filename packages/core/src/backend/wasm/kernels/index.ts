import type { Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { conv2dKernels } from './conv2d.ts';
import { matMulKernels } from './mat-mul.ts';

/** What tfjs-wasm lacks, gets wrong or does slowly. */
export function wasmKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return { ...matMulKernels(runtime), ...conv2dKernels(runtime) };
}
