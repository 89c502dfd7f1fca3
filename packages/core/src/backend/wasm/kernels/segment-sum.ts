import { util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Sums of rows by segment: the gradient of a look-up. tfjs-wasm has none, so it could not train an embedding. */
export function segmentSumKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    UnsortedSegmentSum: (call) => {
      const [x, segmentIds] = [input(call, 'x'), input(call, 'segmentIds')];
      const { numSegments } = call.attrs as { numSegments: number };
      if (x.dtype !== 'float32') throw new Error(`unsortedSegmentSum on wasm takes float32, got ${x.dtype}.`);
      const inner = x.shape.slice(segmentIds.shape.length);
      const out = runtime.output([numSegments, ...inner]);
      const count = util.sizeFromShape(segmentIds.shape);
      runtime.kernels.segmentSum(runtime.address(x), runtime.address(segmentIds), count, util.sizeFromShape(inner), numSegments, runtime.address(out));
      return out;
    },
  };
}
