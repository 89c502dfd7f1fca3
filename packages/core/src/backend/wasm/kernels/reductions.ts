import { getKernel, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Sums and means over any axes; tfjs-wasm transposes the whole tensor first unless they are the last. */
export function reductionKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  return {
    Sum: orNothing(runtime, 'Sum', 0, reduce(runtime, 'Sum', () => 1)),
    Mean: orNothing(runtime, 'Mean', NaN, reduce(runtime, 'Mean', (count) => 1 / count)),
    ...Object.fromEntries(Object.entries(neutral).map(([name, value]) => [name, orNothing(runtime, name, value, stockKernel(runtime, name))])),
  };
}

/** What the reductions of tfjs give over no elements. */
const neutral = { Max: -Infinity, Min: Infinity, Prod: 1, All: 1, Any: 0 } as const;

function stockKernel(runtime: WasmRuntime, name: string): Kernel<TfjsWasm> {
  const stock = getKernel(name, 'wasm').kernelFunc;
  return ({ inputs, attrs }) => stock({ inputs: inputs as Record<string, TensorInfo>, attrs: { ...attrs }, backend: runtime.backend });
}

/** A reduction that is right over nothing, too: tfjs leaves the result unwritten, or divides by the length. */
function orNothing(runtime: WasmRuntime, name: string, value: number, kernel: Kernel<TfjsWasm>): Kernel<TfjsWasm> {
  return (call) => {
    const x = input(call, 'x');
    if (!x.shape.includes(0)) return kernel(call);
    const { axis, reductionIndices = axis, keepDims } = call.attrs as { axis?: number | number[]; reductionIndices?: number | number[]; keepDims?: boolean };
    const reduced = new Set(util.parseAxisParam(reductionIndices ?? x.shape.map((_, i) => i), [...x.shape]));
    const out = runtime.output(x.shape.flatMap((length, i) => (reduced.has(i) ? (keepDims === true ? [1] : []) : [length])), name === 'Sum' && x.dtype === 'bool' ? 'int32' : name === 'Mean' ? 'float32' : x.dtype);
    const [at, size] = [runtime.address(out), util.sizeFromShape(out.shape)];
    const memory = runtime.backend.wasm.asm.memory.buffer;
    (out.dtype === 'float32' ? new Float32Array(memory, at, size) : out.dtype === 'int32' ? new Int32Array(memory, at, size) : new Uint8Array(memory, at, size)).fill(value);
    return out;
  };
}

function reduce(runtime: WasmRuntime, name: string, factorOf: (count: number) => number): Kernel<TfjsWasm> {
  const stock = getKernel(name, 'wasm').kernelFunc;
  return (call) => {
    const x = input(call, 'x');
    const { axis, keepDims } = call.attrs as { axis?: number | number[]; keepDims?: boolean };
    if (x.dtype !== 'float32') return stock({ inputs: { x }, attrs: { ...call.attrs }, backend: runtime.backend });
    const reduced = new Set(util.parseAxisParam(axis ?? x.shape.map((_, i) => i), [...x.shape]));
    const outShape = x.shape.flatMap((length, i) => (reduced.has(i) ? (keepDims === true ? [1] : []) : [length]));
    const runs = runsOf(x.shape, reduced);
    const factor = factorOf(x.shape.reduce((count, length, i) => (reduced.has(i) ? count * length : count), 1));
    return sumRuns(runtime, x, runs, factor, outShape);
  };
}

/** One run of neighbouring axes that are all summed, or all kept. */
interface Run {
  readonly length: number;
  readonly reduced: boolean;
}

function runsOf(shape: readonly number[], reduced: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  shape.forEach((length, axis) => {
    if (length === 1) return;
    const last = runs.at(-1);
    if (last?.reduced === reduced.has(axis)) runs[runs.length - 1] = { length: last.length * length, reduced: last.reduced };
    else runs.push({ length, reduced: reduced.has(axis) });
  });
  return runs;
}

/** Sums run by run, the last first: what is left gets smaller each time. */
function sumRuns(runtime: WasmRuntime, x: TensorInfo, runs: Run[], factor: number, outShape: readonly number[]): TensorInfo {
  const { kernels, backend } = runtime;
  const index = runs.map((run) => run.reduced).lastIndexOf(true);
  const size = (part: readonly Run[]): number => part.reduce((product, run) => product * run.length, 1);
  const before = runs.slice(0, Math.max(index, 0));
  const after = index < 0 ? runs : runs.slice(index + 1);
  const last = !before.some((run) => run.reduced);
  const inner = size(after);
  const scratch = runtime.scratch(4 * inner);
  const out = runtime.output(last ? outShape : [size(before), inner]);
  kernels.sum(runtime.address(x), size(before), index < 0 ? 1 : (runs[index] as Run).length, inner, last ? factor : 1, runtime.address(out), scratch);
  if (last) return out;
  const result = sumRuns(runtime, out, [...before, ...after], factor, outShape);
  backend.disposeData(out.dataId);
  return result;
}
