import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** SiLU and GELU with their gradients, each in one pass. */
export function activationKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const { kernels } = runtime;
  /** Runs `body` on the addresses of the named inputs, the result and its length. */
  const elementwise = (names: readonly string[], body: (call: KernelCall<TfjsWasm>, from: readonly number[], out: number, count: number) => void) => (call: KernelCall<TfjsWasm>): TensorInfo => {
    const tensors = names.map((name) => input(call, name));
    const { shape } = tensors[0] as TensorInfo;
    const out = runtime.output(shape);
    body(call, tensors.map((tensor) => runtime.address(tensor)), runtime.address(out), util.sizeFromShape(shape));
    return out;
  };
  const isTanh = (call: KernelCall<TfjsWasm>): number => Number((call.attrs as { approximate: string }).approximate === 'tanh');
  return {
    FigmentSilu: elementwise(['x'], (_call, [x], out, count) => { kernels.silu(x!, out, count); }),
    FigmentSiluGrad: elementwise(['x', 'dy'], (_call, [x, dy], out, count) => { kernels.siluGradient(x!, dy!, out, count); }),
    FigmentGelu: elementwise(['x'], (call, [x], out, count) => { kernels.gelu(x!, isTanh(call), out, count); }),
    FigmentGeluGrad: elementwise(['x', 'dy'], (call, [x, dy], out, count) => { kernels.geluGradient(x!, dy!, isTanh(call), out, count); }),
  };
}
