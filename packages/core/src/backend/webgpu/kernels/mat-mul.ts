import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { broadcast_util as broadcastUtil, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const [stock, tile, fill] = [stockKernel('BatchMatMul'), stockKernel('Tile'), stockKernel('Fill')];

/** Batches that broadcast, where tfjs goes round in the smaller batch, and products with nothing to sum, which it can't bind. */
export const matMulKernels: Kernels<WebGPUBackend> = {
  BatchMatMul: (call) => {
    const { backend, attrs } = call;
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    const { transposeA, transposeB } = attrs as unknown as { readonly transposeA: boolean; readonly transposeB: boolean };
    const lead = broadcastUtil.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    if (util.sizeFromShape(a.shape) === 0 || util.sizeFromShape(b.shape) === 0) {
      return fill(backend, {}, { shape: [...lead, a.shape.at(transposeA ? -1 : -2), b.shape.at(transposeB ? -2 : -1)], value: 0, dtype: a.dtype });
    }
    const [whole, other] = [stretch(backend, a, lead), stretch(backend, b, lead)];
    const y = stock(backend, { a: whole, b: other }, attrs);
    if (whole !== a) backend.disposeData(whole.dataId);
    if (other !== b) backend.disposeData(other.dataId);
    return y;
  },
};

/** Repeats the matrices along leading axes of 1, unless all of them are. x: [..., n, m] -> [...lead, n, m] */
function stretch(backend: WebGPUBackend, x: TensorInfo, lead: readonly number[]): TensorInfo {
  const own = x.shape.slice(0, -2);
  const padded = [...Array.from({ length: lead.length - own.length }, () => 1), ...own];
  if (util.sizeFromShape(own) === 1 || util.arraysEqual(padded, [...lead])) return x;
  let shape = [...padded, ...x.shape.slice(-2)];
  let result = reshaped(backend, x, shape);
  for (const [axis, length] of lead.entries()) {
    if (shape[axis] === length) continue;
    const flat = reshaped(backend, result, [util.sizeFromShape(shape.slice(0, axis)), util.sizeFromShape(shape.slice(axis))], true);
    const repeated = tile(backend, { x: flat }, { reps: [1, length] });
    backend.disposeData(flat.dataId);
    shape = shape.map((before, i) => (i === axis ? length : before));
    result = reshaped(backend, repeated, shape, true);
  }
  return result;
}
