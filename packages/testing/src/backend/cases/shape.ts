import {
  argMax, argMin, broadcastTo, cast, concat, embedding, expandDims, gather, mul, oneHot, pad, reshape, reverse, scatterAddAlongAxis, scatterAlongAxis, slice, sort, split, squeeze,
  stack, takeAlongAxis, tile, topK, transpose, unstack,
} from '@figment/core/ops';

import { any, apart, type BackendCase, type CheckedOp, floats, ints, type Row, rowsOf } from '../case.ts';

const shape = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('shape', { name, run }, rows);
const indexing = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('indexing', { name, run }, rows);
const steps = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('indexing', { name, run, differentiable: 'never' }, rows);

/** Parts that differ, put together in another order: a mix-up shows. */
const rearranged = (parts: ReturnType<typeof split>, axis: number): ReturnType<typeof concat> => concat([...parts].reverse().map((part, i) => mul(part, i + 1)), axis);

const repeated = ints([2, 2], [0, 2, 2, 1]);

export const shapeCases: readonly BackendCase[] = [
  ...shape('broadcastTo', ({ x }, { shape: to }) => broadcastTo(x!, to as number[]), ['', { x: any(2, 1) }, { shape: [3, 2, 4] }], ['a scalar', { x: any() }, { shape: [2, 2] }]),
  ...shape('cast', ({ x }, { dtype }) => cast(cast(x!, dtype as 'int32'), 'float32'), ['to int32', { x: floats([6], [-1.7, -0.2, 0, 0.9, 2.5, 1e6]) }, { dtype: 'int32' }], ['to bool', { x: floats([3], [-1.5, 0, 0.2]) }, { dtype: 'bool' }]),
  ...shape('concat', (xs, { axis }) => concat(Object.values(xs), axis as number), ['', { a: any(2, 3), b: any(2, 2) }, { axis: 1 }], ['first axis, one empty', { a: any(2, 3), b: any(0, 3), c: any(1, 3) }, { axis: 0 }], ['middle of 4 axes', { a: any(2, 1, 2, 2), b: any(2, 3, 2, 2) }, { axis: 1 }]),
  ...shape('expandDims', ({ x }, { axis }) => expandDims(x!, axis as number), ['', { x: any(2, 3) }, { axis: 1 }]),
  ...shape('pad', ({ x }, { paddings, value }) => pad(x!, paddings as [number, number][], value as number), ['', { x: any(2, 3) }, { paddings: [[1, 2], [0, 3]], value: 0.5 }], ['4 axes', { x: any(1, 2, 2, 2) }, { paddings: [[0, 0], [1, 0], [0, 2], [0, 0]], value: 0 }]),
  ...shape('reshape', ({ x }, { shape: to }) => reshape(x!, to as number[]), ['', { x: any(2, 6) }, { shape: [3, 4] }], ['to a scalar', { x: any(1, 1) }, { shape: [] }], ['of no elements', { x: any(0, 4) }, { shape: [2, 0] }]),
  ...shape('reverse', ({ x }, { axis }) => reverse(x!, axis as number[]), ['', { x: any(3, 4) }, { axis: [1] }], ['two axes', { x: any(2, 3, 2) }, { axis: [0, 2] }]),
  ...shape('slice', ({ x }, { begin, size }) => slice(x!, begin as number[], size as number[]), ['', { x: any(4, 5) }, { begin: [1, 2], size: [2, 3] }], ['of nothing', { x: any(4, 5) }, { begin: [1, 5], size: [2, 0] }], ['4 axes', { x: any(2, 3, 2, 3) }, { begin: [0, 1, 0, 1], size: [2, 2, 1, 2] }], ['5 axes', { x: any(1, 2, 2, 2, 2) }, { begin: [0, 1, 0, 0, 1], size: [1, 1, 2, 2, 1] }]),
  ...shape('split', ({ x }, { sizes, axis }) => rearranged(split(x!, sizes as number[], axis as number), axis as number), ['', { x: any(2, 5) }, { sizes: [2, 3], axis: 1 }], ['q, k and v', { x: any(2, 2, 6) }, { sizes: [2, 2, 2], axis: 2 }], ['first axis', { x: any(4, 3) }, { sizes: [1, 3], axis: 0 }]),
  ...shape('squeeze', ({ x }) => squeeze(x!), ['', { x: any(2, 1, 3, 1) }]),
  ...shape('stack', (xs, { axis }) => stack(Object.values(xs), axis as number), ['', { a: any(2, 3), b: any(2, 3) }, { axis: 1 }], ['scalars', { a: any(), b: any() }, { axis: 0 }]),
  ...shape('tile', ({ x }, { repeats }) => tile(x!, repeats as number[]), ['', { x: any(2, 3) }, { repeats: [2, 3] }], ['3 axes', { x: any(2, 1, 2) }, { repeats: [1, 3, 2] }]),
  ...shape('transpose', ({ x }, { order }) => transpose(x!, order as number[]), ['', { x: any(3, 4) }, { order: [1, 0] }], ['3 axes', { x: any(2, 3, 4) }, { order: [2, 0, 1] }], ['heads', { x: any(2, 3, 2, 2) }, { order: [0, 2, 1, 3] }], ['6 axes', { x: any(2, 1, 2, 2, 2, 2) }, { order: [0, 3, 1, 4, 2, 5] }], ['no elements', { x: any(0, 3) }, { order: [1, 0] }]),
  ...shape('unstack', ({ x }, { axis }) => rearranged(unstack(x!, axis as number).map((part) => expandDims(part, axis as number)), axis as number), ['', { x: any(2, 3) }, { axis: 1 }]),

  ...indexing('gather', ({ x, indices }, { axis }) => gather(x!, indices!, axis as number), ['rows, repeated', { x: any(4, 3), indices: ints([4], [1, 3, 3, 0]) }, { axis: 0 }], ['last axis', { x: any(2, 4), indices: repeated }, { axis: 1 }], ['middle axis', { x: any(2, 3, 2), indices: ints([2], [2, 2]) }, { axis: 1 }]),
  ...indexing('embedding', ({ table, ids }, options) => embedding(table!, ids!, options), ['repeated ids', { table: any(4, 3), ids: repeated }], ['with padding', { table: any(4, 3), ids: repeated }, { paddingId: 2 }], ['many ids, few rows', { table: any(3, 2), ids: ints([40], Array.from({ length: 40 }, (_, i) => (i * i) % 3)) }]),
  ...indexing('takeAlongAxis', ({ x, indices }, { axis }) => takeAlongAxis(x!, indices!, axis as number), ['', { x: any(3, 2), indices: repeated }, { axis: 0 }], ['last axis', { x: any(2, 3), indices: repeated }, { axis: 1 }]),
  ...indexing('scatterAddAlongAxis', ({ x, indices, values }, { axis }) => scatterAddAlongAxis(x!, indices!, values!, axis as number), ['', { x: any(3, 2), indices: repeated, values: any(2, 2) }, { axis: 0 }]),
  ...indexing('scatterAlongAxis', ({ x, indices, values }, { axis }) => scatterAlongAxis(x!, indices!, values!, axis as number), ['', { x: any(3, 2), indices: ints([2, 2], [0, 2, 2, 1]), values: any(2, 2) }, { axis: 0 }]),
  ...indexing('sort', ({ x }, options) => sort(x!, options).values, ['', { x: apart(2, 5) }], ['first axis, descending', { x: apart(4, 2) }, { axis: 0, descending: true }]),
  ...indexing('topK', ({ x }, { k, ...options }) => topK(x!, k as number, options).values, ['', { x: apart(3, 6) }, { k: 3 }], ['smallest, first axis', { x: apart(4, 2) }, { k: 2, axis: 0, largest: false }]),
  ...steps('topKIndices', ({ x }, { k, ...options }) => cast(topK(x!, k as number, options).indices, 'float32'), ['', { x: apart(3, 6) }, { k: 3 }], ['equals in order', { x: floats([5], [1, 2, 2, 0, 2]) }, { k: 4 }]),
  ...steps('argMax', ({ x }, { axis }) => cast(argMax(x!, axis as number), 'float32'), ['', { x: apart(3, 5) }, { axis: 1 }], ['first of equals', { x: floats([4], [0, 2, 2, 1]) }, { axis: 0 }], ['first axis', { x: apart(3, 5) }, { axis: 0 }]),
  ...steps('argMin', ({ x }, { axis }) => cast(argMin(x!, axis as number), 'float32'), ['', { x: apart(3, 5) }, { axis: 1 }]),
  ...steps('oneHot', ({ indices }, { depth, onValue, offValue }) => oneHot(indices!, depth as number, onValue as number, offValue as number, 'float32'), ['', { indices: ints([4], [1, 3, 3, 0]) }, { depth: 5, onValue: 1, offValue: 0 }], ['other values', { indices: ints([2, 1], [1, 0]) }, { depth: 2, onValue: 0.75, offValue: 0.125 }]),
];
