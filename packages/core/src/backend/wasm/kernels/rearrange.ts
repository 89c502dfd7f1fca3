import { Concat, Reverse, Slice, slice_util as sliceUtil, SplitV, StridedSlice, type TensorInfo, Tile, Transpose, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type KernelCall, type Kernels } from '../../kernels.ts';
import type { TfjsWasm, WasmRuntime } from '../runtime.ts';
import { orStock } from './stock.ts';
import { copyView, stepsOf } from './views.ts';

type Call = KernelCall<TfjsWasm>;

/** What moves numbers without computing any, as copies between views of memory. */
export function rearrangeKernels(runtime: WasmRuntime): Kernels<TfjsWasm> {
  const at = runtime.address.bind(runtime);
  const areNumbers = ({ inputs }: Call): boolean => Object.values(inputs).every((x) => x?.dtype === 'float32' || x?.dtype === 'int32' || x?.dtype === 'bool');
  const kernels: Readonly<Record<string, Kernel<TfjsWasm>>> = {
    [Transpose]: (call) => {
      const [x, { perm }] = [input(call, 'x'), call.attrs as { perm: readonly number[] }];
      const steps = stepsOf(x.shape);
      const shape = perm.map((axis) => x.shape[axis] as number);
      const out = runtime.output(shape, x.dtype);
      const outSteps = stepsOf(shape);
      copyView(runtime, bytesOf(x), at(x), at(out), perm.map((axis, i) => ({ length: shape[i] as number, from: steps[axis] as number, to: outSteps[i] as number })));
      return out;
    },
    [Slice]: (call) => {
      const x = input(call, 'x');
      const { begin: from, size: lengths } = call.attrs as Record<'begin' | 'size', number[]>;
      const [begin, size] = sliceUtil.parseSliceParams(x, from, lengths) as [number[], number[]];
      sliceUtil.assertParamsValid(x, begin, size);
      return part(runtime, x, begin, begin.map(() => 1), size, size);
    },
    [StridedSlice]: (call) => {
      const x = input(call, 'x');
      const attrs = call.attrs as Record<'begin' | 'end' | 'strides', number[]> & Record<'beginMask' | 'endMask' | 'ellipsisMask' | 'newAxisMask' | 'shrinkAxisMask', number>;
      const info = sliceUtil.sliceInfo(x.shape, attrs.begin, attrs.end, attrs.strides, attrs.beginMask, attrs.endMask, attrs.ellipsisMask, attrs.newAxisMask, attrs.shrinkAxisMask);
      return part(runtime, x, info.begin, info.strides, sliceUtil.computeOutShape(info.begin, info.end, info.strides), info.finalShape);
    },
    [Reverse]: (call) => {
      const x = input(call, 'x');
      const dims = new Set(util.parseAxisParam((call.attrs as { dims: number[] }).dims, [...x.shape]));
      const begin = x.shape.map((length, axis) => (dims.has(axis) ? length - 1 : 0));
      return part(runtime, x, begin, x.shape.map((_, axis) => (dims.has(axis) ? -1 : 1)), x.shape, x.shape);
    },
    [SplitV]: (call) => {
      const [x, { numOrSizeSplits, axis }] = [input(call, 'x'), call.attrs as { numOrSizeSplits: number[] | number; axis: number }];
      const along = util.parseAxisParam(axis, [...x.shape])[0] as number;
      const total = x.shape[along] as number;
      let first = 0;
      return sizesOfParts(numOrSizeSplits, total).map((length) => {
        const size = x.shape.map((whole, i) => (i === along ? length : whole));
        const begin = x.shape.map((_, i) => (i === along ? first : 0));
        first += length;
        return part(runtime, x, begin, begin.map(() => 1), size, size);
      });
    },
    [Concat]: (call) => {
      const parts = Object.values(call.inputs) as TensorInfo[];
      const shapes = parts.map(({ shape }) => shape);
      const first = parts[0] as TensorInfo;
      const along = util.parseAxisParam((call.attrs as { axis: number }).axis, [...first.shape])[0] as number;
      const length = shapes.reduce((sum, shape) => sum + (shape[along] as number), 0);
      const out = runtime.output(first.shape.map((whole, axis) => (axis === along ? length : whole)), first.dtype);
      const outSteps = stepsOf(out.shape);
      let to = at(out);
      for (const x of parts) {
        const steps = stepsOf(x.shape);
        copyView(runtime, bytesOf(x), at(x), to, x.shape.map((size, axis) => ({ length: size, from: steps[axis] as number, to: outSteps[axis] as number })));
        to += bytesOf(x) * (x.shape[along] as number) * (outSteps[along] as number);
      }
      return out;
    },
    [Tile]: (call) => {
      const [x, { reps }] = [input(call, 'x'), call.attrs as { reps: readonly number[] }];
      const out = runtime.output(x.shape.map((length, axis) => length * (reps[axis] as number)), x.dtype);
      const [steps, outSteps] = [stepsOf(x.shape), stepsOf(out.shape)];
      const axes = x.shape.flatMap((length, axis) => [
        { length: reps[axis] as number, from: 0, to: length * (outSteps[axis] as number) },
        { length, from: steps[axis] as number, to: outSteps[axis] as number },
      ]);
      copyView(runtime, bytesOf(x), at(x), at(out), axes);
      return out;
    },
  };
  return Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, orStock(name, areNumbers, kernel)]));
}

/** Every `stride`-th element along each axis from `begin` on: `size` of them. */
function part(runtime: WasmRuntime, x: TensorInfo, begin: readonly number[], stride: readonly number[], size: readonly number[], outShape: readonly number[]): TensorInfo {
  const out = runtime.output(outShape, x.dtype);
  const [steps, outSteps] = [stepsOf(x.shape), stepsOf(size)];
  const first = begin.reduce((sum, place, axis) => sum + place * (steps[axis] as number), 0);
  const axes = size.map((length, axis) => ({ length, from: (steps[axis] as number) * (stride[axis] as number), to: outSteps[axis] as number }));
  copyView(runtime, bytesOf(x), runtime.address(x) + bytesOf(x) * first, runtime.address(out), axes);
  return out;
}

/** Of an element; truth values have one. */
function bytesOf({ dtype }: TensorInfo): number {
  return util.bytesPerElement(dtype);
}

/** As tfjs: a number of equal parts, or the size of each, one of which may be -1: what is left. */
function sizesOfParts(parts: number | readonly number[], total: number): number[] {
  if (typeof parts === 'number') return Array.from({ length: parts }, () => total / parts);
  const known = parts.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return parts.map((size) => (size < 0 ? total - known : size));
}
