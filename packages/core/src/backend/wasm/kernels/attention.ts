import type { TensorInfo } from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Bytes for the numbers of a call. */
const callBytes = 64;

/** As `assembly/attention/mask.ts` numbers them; 0 is none. */
const maskKinds: Readonly<Record<string, number>> = { bool: 1, int32: 2, float32: 3 };

/** Attention that stores no scores, and its gradients; by blocks. */
export function attentionKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    FigmentAttention: (call) => forward(runtime, call),
    FigmentAttentionGrad: (call) => gradients(runtime, call),
  };
}

/** q: [B, H, Tq, D], k: [B, Hkv, Tk, D], v: [B, Hkv, Tk, E] -> y: [B, H, Tq, E], logSumExp: [B, H, Tq] */
function forward(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const { q, k, v, mask, sizes, first } = read(call);
  const [y, logSumExp] = [runtime.output([sizes.batch, sizes.heads, sizes.queries, sizes.valueWidth]), runtime.output([sizes.batch, sizes.heads, sizes.queries])];
  const { kernels } = runtime;
  const at = runtime.scratch(callBytes + kernels.attentionScratchBytes(sizes.keys, sizes.width, sizes.valueWidth));
  writeCall(runtime, at, call, sizes);
  const [keys, values] = [runtime.address(k) + 4 * first * sizes.width, runtime.address(v) + 4 * first * sizes.valueWidth];
  kernels.attention(at, runtime.address(q), keys, values, mask === undefined ? 0 : runtime.address(mask), runtime.address(y), runtime.address(logSumExp), at + callBytes);
  return [y, logSumExp];
}

/** The same inputs, dy, y and logSumExp (`saved0`) -> dq, dk, dv */
function gradients(runtime: WasmRuntime, call: KernelCall<TfjsWasm>): TensorInfo[] {
  const { q, k, v, mask, sizes } = read(call);
  const [dy, y, logSumExp] = [input(call, 'dy'), input(call, 'y'), input(call, 'saved0')];
  const [dq, dk, dv] = [runtime.output(q.shape), runtime.output(k.shape), runtime.output(v.shape)];
  const { kernels } = runtime;
  const at = runtime.scratch(callBytes + kernels.attentionGradientScratchBytes(sizes.width, sizes.valueWidth));
  writeCall(runtime, at, call, sizes);
  kernels.attentionGradient(
    at, runtime.address(q), runtime.address(k), runtime.address(v), mask === undefined ? 0 : runtime.address(mask),
    runtime.address(y), runtime.address(logSumExp), runtime.address(dy), runtime.address(dq), runtime.address(dk), runtime.address(dv), at + callBytes,
  );
  return [dq, dk, dv];
}

interface Sizes {
  readonly batch: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly queries: number;
  readonly keys: number;
  readonly width: number;
  readonly valueWidth: number;
  /** Positions from one head of keys to the next. */
  readonly keyStep: number;
}

function read(call: KernelCall<TfjsWasm>): { q: TensorInfo; k: TensorInfo; v: TensorInfo; mask: TensorInfo | undefined; sizes: Sizes; first: number } {
  const [q, k, v] = [input(call, 'q'), input(call, 'k'), input(call, 'v')];
  const [batch, heads, queries, width] = q.shape as [number, number, number, number];
  const [, keyHeads, keyStep, valueWidth] = v.shape as [number, number, number, number];
  const [first, keys] = (call.attrs as { positions?: readonly [number, number] }).positions ?? [0, keyStep];
  return { q, k, v, mask: call.inputs['mask'], sizes: { batch, heads, keyHeads, queries, keys, width, valueWidth, keyStep }, first };
}

/** The fields of `assembly/attention/call.ts`, in its order. */
function writeCall(runtime: WasmRuntime, at: number, call: KernelCall<TfjsWasm>, sizes: Sizes): void {
  const { causal, scale } = call.attrs as { causal: boolean; scale: number };
  const { mask } = call.inputs;
  const { batch, heads, keyHeads, queries, keys, width, valueWidth, keyStep } = sizes;
  const kind = mask === undefined ? 0 : (maskKinds[mask.dtype] as number);
  runtime.ints(at, 15).set([batch, heads, keyHeads, queries, keys, width, valueWidth, Number(causal), 0, kind, ...steps(mask), keyStep]);
  runtime.floats(at + 4 * 8, 1).set([scale]);
}

/** How far elements that follow each other along B, H, Tq and Tk lie apart in a mask; 0 along axes that it lacks or that have length 1. */
function steps(mask: TensorInfo | undefined): number[] {
  const shape = mask?.shape ?? [];
  const padded = [...Array<number>(4 - shape.length).fill(1), ...shape];
  return padded.map((length, axis) => (length === 1 ? 0 : padded.slice(axis + 1).reduce((product, each) => product * each, 1)));
}
