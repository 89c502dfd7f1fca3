import { LogSoftmax, Softmax, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { areFloats, orStock } from './stock.ts';

/** Softmax and its logarithm along the last axis. */
export function softmaxKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const rowwise = (name: string, isLog: boolean) => (call: KernelCall<TfjsWasm>): TensorInfo => {
    const x = input(call, name);
    const out = runtime.output(x.shape);
    const columns = x.shape.at(-1) ?? 1;
    const rows = columns === 0 ? 0 : util.sizeFromShape(x.shape) / columns;
    runtime.kernels.softmax(runtime.address(x), Number(isLog), rows, columns, runtime.address(out));
    return out;
  };
  const isLast = ({ inputs, attrs }: KernelCall<TfjsWasm>): boolean => {
    const rank = inputs['logits']?.shape.length ?? 0;
    const axis = (attrs as { dim?: number; axis?: number }).dim ?? (attrs as { axis?: number }).axis ?? -1;
    return axis === -1 || axis === rank - 1;
  };
  const takes = (call: KernelCall<TfjsWasm>): boolean => areFloats('logits')(call) && isLast(call);
  return {
    [Softmax]: orStock(Softmax, takes, rowwise('logits', false)),
    [LogSoftmax]: orStock(LogSoftmax, takes, rowwise('logits', true)),
  };
}
