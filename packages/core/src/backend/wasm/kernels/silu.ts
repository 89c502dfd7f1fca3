import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** SiLU and its gradient, each in one pass. */
export function siluKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentSilu: (call) => {
      const x = input(call, 'x');
      const out = runtime.output(x.shape);
      runtime.kernels.silu(runtime.address(x), runtime.address(out), util.sizeFromShape(x.shape));
      return out;
    },
    FigmentSiluGrad: (call) => {
      const [x, dy] = [input(call, 'x'), input(call, 'dy')];
      const out = runtime.output(x.shape);
      runtime.kernels.siluGradient(runtime.address(x), runtime.address(dy), runtime.address(out), util.sizeFromShape(x.shape));
      return out;
    },
  };
}
