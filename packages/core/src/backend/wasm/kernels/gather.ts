import { backend_util as backendUtil, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../../errors.ts';
import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Rows by their numbers: the look-up of an embedding. tfjs-wasm computes the place of each element on its own. */
export function gatherKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return { GatherV2: (call) => gather(runtime, call) };
}

/** x: [B, O, N, ...], indices: int32 [B, ...] of 0..N-1 -> [B, O, ..., ...] */
function gather(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo {
  const [x, indices] = [input(call, 'x'), input(call, 'indices')];
  const { axis, batchDims = 0 } = call.attrs as { axis: number; batchDims?: number };
  const along = util.parseAxisParam(axis, [...x.shape])[0] as number;
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } = backendUtil.segment_util.collectGatherOpShapeInfo(x, indices, along, batchDims);
  const out = runtime.output(outputShape, x.dtype);
  const each = util.sizeFromShape(indices.shape) / Math.max(batchSize, 1);
  const rowBytes = sliceSize * util.bytesPerElement(x.dtype);
  const wrong = runtime.kernels.gather(runtime.address(x), runtime.address(indices), batchSize, outerSize, dimSize, each, rowBytes, runtime.address(out));
  if (wrong < 0) return out;
  const value = runtime.ints(runtime.address(indices), wrong + 1)[wrong];
  throw new FigmentError('INPUT_INVALID', `gather: indices must be whole numbers from 0 to ${dimSize - 1}, got ${value} at position ${wrong}.`);
}
