import { getKernel, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';

/** Sums, means and extrema over any axes; tfjs-wasm transposes the whole tensor first unless they are the last. */
export function reductionKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const once = (): number => 1;
  return {
    Sum: orNothing(runtime, 'Sum', 0, reduce(runtime, 'Sum', 'axis', sumOf(runtime), once)),
    Mean: orNothing(runtime, 'Mean', NaN, reduce(runtime, 'Mean', 'axis', sumOf(runtime), (count) => 1 / count)),
    Max: orNothing(runtime, 'Max', -Infinity, reduce(runtime, 'Max', 'reductionIndices', extremeOf(runtime, false), once)),
    Min: orNothing(runtime, 'Min', Infinity, reduce(runtime, 'Min', 'axis', extremeOf(runtime, true), once)),
    ...Object.fromEntries(Object.entries(neutral).map(([name, value]) => [name, orNothing(runtime, name, value, stockKernel(runtime, name))])),
  };
}

/** What the reductions that are tfjs's give over no elements. */
const neutral = { Prod: 1, All: 1, Any: 0 } as const;

function stockKernel(runtime: WasmRuntime, name: string): Kernel<TfjsWasm> {
  const stock = getKernel(name, 'wasm').kernelFunc;
  return ({ inputs, attrs }) => stock({ inputs, attrs: { ...attrs }, backend: runtime.backend });
}

/** Reduces the middle axis. x: [outer, reduced, inner] -> [outer, inner], as `shape` */
type Combine = (x: TensorInfo, sizes: Readonly<Record<'outer' | 'reduced' | 'inner', number>>, factor: number, shape: readonly number[]) => TensorInfo;

function sumOf(runtime: WasmRuntime): Combine {
  return (x, { outer, reduced, inner }, factor, shape) => {
    const scratch = runtime.scratch(4 * inner);
    const out = runtime.output(shape);
    runtime.kernels.sum(runtime.address(x), outer, reduced, inner, factor, runtime.address(out), scratch);
    return out;
  };
}

function extremeOf(runtime: WasmRuntime, least: boolean): Combine {
  return (x, { outer, reduced, inner }, _factor, shape) => {
    const out = runtime.output(shape);
    runtime.kernels.extreme(Number(least), runtime.address(x), outer, reduced, inner, runtime.address(out));
    return out;
  };
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

function reduce(runtime: WasmRuntime, name: string, axisName: string, combine: Combine, factorOf: (count: number) => number): Kernel<TfjsWasm> {
  const stock = getKernel(name, 'wasm').kernelFunc;
  return (call) => {
    const x = input(call, 'x');
    const { [axisName]: axis, keepDims } = call.attrs as Record<string, number | number[] | undefined> & { keepDims?: boolean };
    if (x.dtype !== 'float32') return stock({ inputs: { x }, attrs: { ...call.attrs }, backend: runtime.backend });
    const reduced = new Set(util.parseAxisParam(axis ?? x.shape.map((_, i) => i), [...x.shape]));
    const outShape = x.shape.flatMap((length, i) => (reduced.has(i) ? (keepDims === true ? [1] : []) : [length]));
    const runs = runsOf(x.shape, reduced);
    const factor = factorOf(x.shape.reduce((count, length, i) => (reduced.has(i) ? count * length : count), 1));
    return reduceRuns(runtime, combine, x, runs, factor, outShape);
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

/** Run by run, the last first: what is left gets smaller each time. */
function reduceRuns(runtime: WasmRuntime, combine: Combine, x: TensorInfo, runs: Run[], factor: number, outShape: readonly number[]): TensorInfo {
  const index = runs.map((run) => run.reduced).lastIndexOf(true);
  const size = (part: readonly Run[]): number => part.reduce((product, run) => product * run.length, 1);
  const before = runs.slice(0, Math.max(index, 0));
  const after = index < 0 ? runs : runs.slice(index + 1);
  const last = !before.some((run) => run.reduced);
  const [outer, inner] = [size(before), size(after)];
  const out = combine(x, { outer, reduced: index < 0 ? 1 : (runs[index] as Run).length, inner }, last ? factor : 1, last ? outShape : [outer, inner]);
  if (last) return out;
  const result = reduceRuns(runtime, combine, out, [...before, ...after], factor, outShape);
  runtime.backend.disposeData(out.dataId);
  return result;
}
