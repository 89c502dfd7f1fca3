import '@tensorflow/tfjs-backend-cpu';

import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { BatchMatMul, broadcast_util as broadcastUtil, getKernel, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernels } from '../../kernels.ts';

const stock = getKernel(BatchMatMul, 'cpu').kernelFunc;

/** Products of batches that broadcast: tfjs's own goes round in the smaller batch, which is right for a single leading axis only. */
export const matMulKernels: Kernels<MathBackendCPU> = {
  [BatchMatMul]: (call) => {
    const { backend, attrs } = call;
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    const lead = broadcastUtil.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [whole, other] = [stretch(a, lead, backend), stretch(b, lead, backend)];
    try {
      return stock({ inputs: { a: whole, b: other }, attrs, backend });
    } finally {
      if (whole !== a) backend.disposeIntermediateTensorInfo(whole);
      if (other !== b) backend.disposeIntermediateTensorInfo(other);
    }
  },
};

/** Repeats the matrices along leading axes of 1, unless all of them are. x: [..., n, m] -> [...lead, n, m] */
function stretch(x: TensorInfo, lead: readonly number[], backend: MathBackendCPU): TensorInfo {
  const own = x.shape.slice(0, -2);
  const padded = [...Array.from({ length: lead.length - own.length }, () => 1), ...own];
  if (util.sizeFromShape(own) === 1 || util.arraysEqual(padded, [...lead])) return x;
  const size = util.sizeFromShape(x.shape.slice(-2));
  const strides = padded.map((length, axis) => (length === 1 ? 0 : util.sizeFromShape(padded.slice(axis + 1)) * size));
  const from = backend.data.get(x.dataId).values as Float32Array;
  const count = util.sizeFromShape([...lead]);
  const values = new (from.constructor as Float32ArrayConstructor)(count * size);
  for (let i = 0; i < count; i++) {
    const at = util.indexToLoc(i, lead.length, util.computeStrides([...lead])).reduce((sum, place, axis) => sum + place * strides[axis]!, 0);
    values.set(from.subarray(at, at + size), i * size);
  }
  return backend.makeTensorInfo([...lead, ...x.shape.slice(-2)], x.dtype, values);
}
