import { binaryFunctions } from '@figment/kernels-wasm';
import {
  Add, AddN, broadcast_util as broadcastUtil, Equal, Greater, GreaterEqual, Less, LessEqual, Maximum, Minimum, Multiply, NotEqual, RealDiv, Select,
  SquaredDifference, Sub, type TensorInfo, util,
} from '@tensorflow/tfjs-core';

import { input, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { areFloats, orStock } from './stock.ts';

/** One axis, or neighbouring ones that both operands go through alike. Strides in elements, 0 where an operand has length 1. */
interface Axis {
  length: number;
  readonly a: number;
  readonly b: number;
}

const arithmetic = {
  [Add]: 'add', [Sub]: 'subtract', [Multiply]: 'multiply', [RealDiv]: 'divide', [Maximum]: 'maximum', [Minimum]: 'minimum', [SquaredDifference]: 'squaredDifference',
} as const;
const comparisons = {
  [Greater]: 'greater', [GreaterEqual]: 'greaterEqual', [Less]: 'less', [LessEqual]: 'lessEqual', [Equal]: 'equal', [NotEqual]: 'notEqual',
} as const;

/** Arithmetic and comparisons of two tensors that broadcast, choices between them, and sums of many. */
export function elementwiseKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const both = areFloats('a', 'b');
  const pairs = (functions: Readonly<Record<string, keyof typeof binaryFunctions>>, dtype: 'float32' | 'bool'): Kernels<TfjsWasm> =>
    Object.fromEntries(Object.entries(functions).map(([name, f]) => [name, orStock(name, both, (call) => combine(runtime, binaryFunctions[f], input(call, 'a'), input(call, 'b'), dtype))]));
  return {
    ...pairs(arithmetic, 'float32'),
    ...pairs(comparisons, 'bool'),
    [Select]: orStock(Select, isAlike, (call) => {
      const [condition, a, b] = [input(call, 'condition'), input(call, 't'), input(call, 'e')];
      const out = runtime.output(a.shape, a.dtype);
      runtime.kernels.select(runtime.address(condition), runtime.address(a), runtime.address(b), runtime.address(out), util.sizeFromShape(a.shape));
      return out;
    }),
    [AddN]: orStock(AddN, (call) => listOf(call).every((x) => x.dtype === 'float32'), (call) => addMany(runtime, listOf(call))),
  };
}

/** A truth value for each of the numbers to choose from. */
function isAlike({ inputs: { condition, t, e } }: KernelCall<TfjsWasm>): boolean {
  return condition?.dtype === 'bool' && t !== undefined && e !== undefined && t.dtype === e.dtype && (t.dtype === 'float32' || t.dtype === 'int32')
    && util.arraysEqual(condition.shape, t.shape) && util.arraysEqual(t.shape, e.shape);
}

/** tfjs hands AddN its tensors as a list. */
function listOf(call: KernelCall<TfjsWasm>): TensorInfo[] {
  return Object.values(call.inputs) as TensorInfo[];
}

function combine(runtime: WasmRuntime, f: number, a: TensorInfo, b: TensorInfo, dtype: 'float32' | 'bool'): TensorInfo {
  const shape = broadcastUtil.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
  const out = runtime.output(shape, dtype);
  if (shape.includes(0)) return out;
  const axes = axesOf(shape, a.shape, b.shape);
  // Triples of int32, then what the kernel needs: two vectors, and a counter for each axis.
  const room = 16 * Math.ceil((12 * axes.length) / 16);
  const at = runtime.scratch(room + 32 + 4 * axes.length);
  const fields = runtime.ints(at, 3 * axes.length);
  axes.forEach(({ length, a: ofA, b: ofB }, i) => {
    fields[3 * i] = length;
    fields[3 * i + 1] = 4 * ofA;
    fields[3 * i + 2] = 4 * ofB;
  });
  runtime.kernels.binary(f, runtime.address(a), runtime.address(b), axes.length, at, runtime.address(out), at + room);
  return out;
}

/** As few axes as describe how both operands are gone through. At least one. */
function axesOf(shape: readonly number[], aShape: readonly number[], bShape: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let [aSize, bSize] = [1, 1];
  for (let i = 1; i <= shape.length; i++) {
    const length = shape[shape.length - i] as number;
    const [aLength, bLength] = [aShape[aShape.length - i] ?? 1, bShape[bShape.length - i] ?? 1];
    if (length !== 1) {
      const axis = { length, a: aLength === 1 ? 0 : aSize, b: bLength === 1 ? 0 : bSize };
      const inner = axes[0];
      if (inner !== undefined && axis.a === inner.a * inner.length && axis.b === inner.b * inner.length) inner.length *= length;
      else axes.unshift(axis);
    }
    aSize *= aLength;
    bSize *= bLength;
  }
  return axes.length === 0 ? [{ length: 1, a: 0, b: 0 }] : axes;
}

/** The sum of tensors of one shape. */
function addMany(runtime: WasmRuntime, terms: readonly TensorInfo[]): TensorInfo {
  const { shape } = terms[0] as TensorInfo;
  const out = runtime.output(shape);
  const list = runtime.scratch(4 * terms.length);
  runtime.ints(list, terms.length).set(terms.map((term) => runtime.address(term)));
  runtime.kernels.addMany(list, terms.length, runtime.address(out), util.sizeFromShape(shape));
  return out;
}
