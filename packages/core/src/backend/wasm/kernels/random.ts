import { util } from '@tensorflow/tfjs-core';

import type { FusedKernels } from '../../fused-kernels.ts';
import type { Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Random numbers of a key, made where they are needed. */
export function randomKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentRandom: (call) => {
      const { key, shape, distribution } = call.attrs as unknown as FusedKernels['FigmentRandom']['attrs'];
      const out = runtime.output(shape);
      runtime.kernels.draw(key[0], key[1], Number(distribution === 'normal'), util.sizeFromShape([...shape]), runtime.address(out));
      return out;
    },
  };
}
