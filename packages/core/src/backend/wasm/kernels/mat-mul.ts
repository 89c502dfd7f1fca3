import { broadcast_util as broadcastUtil, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../../errors.ts';
import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { addAndActivate } from './add-and-activate.ts';

/** Products of matrices, with every transpose and broadcast of the batch. */
export function matMulKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    BatchMatMul: (call) => product(runtime, call),
    _FusedMatMul: (call) => addAndActivate(runtime, call, product(runtime, call)),
  };
}

/** a: [..., M, K], b: [..., K, N], each maybe transposed -> [..., M, N] */
function product(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo {
  const a = input(call, 'a');
  const b = input(call, 'b');
  if (a.dtype !== 'float32' || b.dtype !== 'float32') throw new FigmentError('DTYPE_MISMATCH', `matMul on wasm takes float32, got ${a.dtype} and ${b.dtype}: cast them first.`);
  const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [kb, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  util.assert(k === kb, () => `matMul: inner dimensions differ: [${a.shape.join(', ')}]${transposeA ? '^T' : ''} and [${b.shape.join(', ')}]${transposeB ? '^T' : ''}.`);
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const batch = broadcastUtil.assertAndGetBroadcastShape(batchA, batchB);

  const out = runtime.output([...batch, m, n]);
  const scratch = runtime.scratch(runtime.kernels.productScratchBytes());
  const [atA, atB, atOut] = [a, b, out].map((tensor) => runtime.address(tensor)) as [number, number, number];
  const multiply = (rows: number, fromA: number, fromB: number, to: number): void => {
    runtime.kernels.gemm(Number(transposeA), Number(transposeB), rows, n, k, fromA, fromB, to, 0, scratch);
  };
  const count = util.sizeFromShape(batch);
  if (m * n * count === 0) return out;
  if (k === 0) runtime.floats(atOut, m * n * count).fill(0);
  // One matrix for the whole batch: its rows lie one after the other, so this is a single product.
  else if (util.sizeFromShape(batchB) === 1 && !transposeA) multiply(m * count, atA, atB, atOut);
  else {
    const indexA = broadcastIndex(batchA, batch);
    const indexB = broadcastIndex(batchB, batch);
    for (let i = 0; i < count; i++) multiply(m, atA + indexA(i) * m * k * 4, atB + indexB(i) * k * n * 4, atOut + i * m * n * 4);
  }
  return out;
}

/** Which matrix of an operand belongs to the i-th of the broadcast batch. */
function broadcastIndex(shape: readonly number[], batch: readonly number[]): (i: number) => number {
  const padded = [...Array<number>(batch.length - shape.length).fill(1), ...shape];
  if (padded.every((size, axis) => size === batch[axis])) return (i) => i;
  if (util.sizeFromShape(padded) === 1) return () => 0;
  return (i) => {
    let [rest, index, step] = [i, 0, 1];
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const size = batch[axis] as number;
      const own = padded[axis] as number;
      if (own !== 1) index += (rest % size) * step;
      step *= own;
      rest = Math.floor(rest / size);
    }
    return index;
  };
}
