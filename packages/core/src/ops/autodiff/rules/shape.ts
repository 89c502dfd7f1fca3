import {
  cast,
  Cast,
  concat,
  Concat,
  ExpandDims,
  gather,
  GatherV2,
  greaterEqual,
  Identity,
  maximum,
  Pack,
  pad,
  PadV2,
  range,
  Reshape,
  reverse,
  Reverse,
  scalar,
  slice,
  Slice,
  SplitV,
  stack,
  sum,
  type Tensor,
  Tile,
  TopK,
  Transpose,
  Unpack,
  unsortedSegmentSum,
  UnsortedSegmentSum,
  unstack,
  where,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';

import { add, mul } from '../../basic/arithmetic.ts';
import { reshape, transpose } from '../../basic/shape.ts';
import { axisOf } from '../../check.ts';
import { sizeOf } from '../../size.ts';
import { attribute, handle, one, type Rule, several } from './rule.ts';

const reshaping = (kernelName: string, input: string): Rule => ({
  kernelName,
  inputsToSave: [input],
  readsShapesOnly: true,
  gradFunc: (dy, [x]) => ({ [input]: () => handle(one(dy), x!.shape) }),
});

/** Sums the copies that tiling made. dy: [..., repeats * length, ...] -> shape */
function sumOfTiles(dy: Tensor, shape: readonly number[], repetitions: readonly number[]): Tensor {
  let result = dy;
  for (const [axis, length] of shape.entries()) {
    const repeats = repetitions[axis]!;
    if (repeats === 1) continue;
    const before = sizeOf(result.shape.slice(0, axis));
    const after = sizeOf(result.shape.slice(axis + 1));
    const total = sum(reshape(result, [before, repeats, length * after]), 1);
    result = reshape(total, [...result.shape.slice(0, axis), length, ...result.shape.slice(axis + 1)]);
  }
  return handle(result, shape);
}

/** Adds each row to the row of the result that its index names: the adjoint of taking rows. rows: [n, ...], indices: [n] */
function addRows(rows: Tensor, indices: Tensor, count: number): Tensor {
  const width = sizeOf(rows.shape.slice(1));
  const total = unsortedSegmentSum(reshape(rows, [indices.size, width]), cast(reshape(indices, [indices.size]), 'int32') as never, count);
  return reshape(total, [count, ...rows.shape.slice(1)]);
}

export const shapeRules: readonly Rule[] = [
  reshaping(Reshape, 'x'),
  reshaping(Identity, 'x'),
  reshaping(ExpandDims, 'input'),
  {
    kernelName: Cast,
    inputsToSave: ['x'],
    readsShapesOnly: true,
    gradFunc: (dy, [x], attrs) => ({ x: () => (attribute(attrs, 'dtype') === 'float32' ? handle(one(dy)) : zeros(x!.shape)) }),
  },
  {
    kernelName: Transpose,
    gradFunc: (dy, _saved, attrs) => {
      const order = attribute<number[]>(attrs, 'perm');
      return { x: () => transpose(one(dy), order.map((_, axis) => order.indexOf(axis))) };
    },
  },
  {
    kernelName: Concat,
    saveAllInputs: true,
    readsShapesOnly: true,
    gradFunc: (dy, saved, attrs) => {
      const axis = axisOf('gradient of concat', attribute<number>(attrs, 'axis'), saved[0]!.rank);
      let from = 0;
      return Object.fromEntries(
        saved.map((x, i) => {
          const begin = x.shape.map((_, other) => (other === axis ? from : 0));
          from += x.shape[axis]!;
          return [i, () => slice(one(dy), begin, x.shape)];
        }),
      );
    },
  },
  {
    kernelName: Pack,
    saveAllInputs: true,
    readsShapesOnly: true,
    gradFunc: (dy, saved, attrs) => {
      const rows = unstack(one(dy), attribute<number>(attrs, 'axis'));
      return Object.fromEntries(saved.map((_, i) => [i, () => rows[i]!]));
    },
  },
  { kernelName: Unpack, gradFunc: (dys, _saved, attrs) => ({ value: () => stack(several(dys), attribute<number>(attrs, 'axis')) }) },
  { kernelName: SplitV, gradFunc: (dys, _saved, attrs) => ({ x: () => concat(several(dys), attribute<number>(attrs, 'axis')) }) },
  {
    kernelName: Slice,
    inputsToSave: ['x'],
    readsShapesOnly: true,
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const given = attribute<number | number[]>(attrs, 'begin');
        const begin = typeof given === 'number' ? [given] : given;
        const after = (length: number, axis: number): number => length - (begin[axis] ?? 0) - one(dy).shape[axis]!;
        return pad(one(dy), x!.shape.map((length, axis) => [begin[axis] ?? 0, after(length, axis)]));
      },
    }),
  },
  {
    kernelName: PadV2,
    inputsToSave: ['x'],
    readsShapesOnly: true,
    gradFunc: (dy, [x], attrs) => ({ x: () => slice(one(dy), attribute<[number, number][]>(attrs, 'paddings').map(([before]) => before), x!.shape) }),
  },
  { kernelName: Tile, inputsToSave: ['x'], readsShapesOnly: true, gradFunc: (dy, [x], attrs) => ({ x: () => sumOfTiles(one(dy), x!.shape, attribute(attrs, 'reps')) }) },
  { kernelName: Reverse, gradFunc: (dy, _saved, attrs) => ({ x: () => reverse(one(dy), attribute<number[]>(attrs, 'dims')) }) },
  {
    kernelName: GatherV2,
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], attrs) => ({
      x: () => {
        const axis = axisOf('gradient of gather', attribute<number>(attrs, 'axis'), x!.rank);
        const before = sizeOf(x!.shape.slice(0, axis));
        const after = sizeOf(x!.shape.slice(axis + 1));
        const rows = transpose(reshape(one(dy), [before, indices!.size, after]), [1, 0, 2]); // [before, n, after] -> [n, before, after]
        const total = addRows(rows, indices!, x!.shape[axis]!);
        return reshape(transpose(total, [1, 0, 2]), x!.shape);
      },
      indices: () => zeros(indices!.shape),
    }),
  },
  {
    kernelName: UnsortedSegmentSum,
    inputsToSave: ['x', 'segmentIds'],
    gradFunc: (dy, [x, segmentIds]) => ({
      x: () => {
        const rows = gather(one(dy), maximum(segmentIds!, scalar(0, 'int32')));
        // Ids below 0 were added nowhere.
        const counted = reshape(greaterEqual(segmentIds!, scalar(0, 'int32')), [...segmentIds!.shape, ...Array.from({ length: rows.rank - segmentIds!.rank }, () => 1)]);
        return handle(where(counted, rows, zerosLike(rows)), x!.shape);
      },
      segmentIds: () => zeros(segmentIds!.shape),
    }),
  },
  {
    kernelName: TopK,
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (dys, [x, indices]) => ({
      x: () => {
        const [values] = several(dys) as [Tensor];
        const [count, length, kept] = [x!.size / x!.shape.at(-1)!, x!.shape.at(-1)!, indices!.shape.at(-1)!];
        // Where each value was among all elements: row * length + index.
        const starts = mul(range(0, count, 1, 'int32'), scalar(length, 'int32'));
        const places = add(reshape(starts, [count, 1]), reshape(indices!, [count, kept]));
        return reshape(addRows(reshape(values, [count * kept, 1]), places, count * length), x!.shape);
      },
    }),
  },
];
