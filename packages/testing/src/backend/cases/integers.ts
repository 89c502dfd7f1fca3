import {
  add, broadcastTo, cast, concat, cumsum, equal, expandDims, gather, max, maximum, min, mul, pad, reshape, reverse, slice, split, stack, sub, sum, tile, transpose, where,
} from '@figment/core/ops';

import { type BackendCase, bools, type CheckedOp, ints, type Row, rowsOf } from '../case.ts';

/** The same op for whole numbers and for truth, which backends compute by other code; ids, masks and positions are made of them. */
function whole(name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] {
  return rowsOf('integers', { name, differentiable: 'never', run: (inputs, options) => cast(run(inputs, options), 'float32') }, rows);
}

const a = ints([2, 3], [4, -2, 0, 7, 1, -9]);
const b = ints([2, 3], [3, 5, -1, 2, 2, 8]);
const row = ints([3], [1, -1, 2]);
/** Beyond 2^24: rounded as soon as they are floats. */
const large = ints([2, 2], [16_777_217, -16_777_219, 100_000_001, 3]);
const cube = ints([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const mask = bools([2, 3], [1, 0, 0, 1, 1, 0]);
const less = ints([2, 2], [16_777_216, -16_777_216, 100_000_000, 0]);

export const integerCases: readonly BackendCase[] = [
  ...whole('add', ({ a: x, b: y }) => add(x!, y!), ['int32', { a, b }], ['int32, broadcast', { a, b: row }]),
  ...whole('sub', ({ a: x, b: y }) => sub(x!, y!), ['int32', { a, b }], ['int32, large', { a: large, b: less }]),
  ...whole('mul', ({ a: x, b: y }) => mul(x!, y!), ['int32', { a, b }]),
  ...whole('maximum', ({ a: x, b: y }) => maximum(x!, y!), ['int32', { a, b }]),
  ...whole('equal', ({ a: x, b: y }) => equal(x!, y!), ['int32, large', { a: large, b: ints([2, 2], [16_777_216, -16_777_219, 100_000_000, 3]) }]),
  ...whole('where', ({ condition, a: x, b: y }) => where(condition!, x!, y!), ['int32', { condition: mask, a, b }]),
  ...whole('sum', ({ x }, { axis }) => sum(x!, axis as number[]), ['int32', { x: a }, { axis: [1] }], ['of truth', { x: mask }, { axis: [0] }]),
  ...whole('max', ({ x }, { axis }) => max(x!, axis as number[]), ['int32', { x: a }, { axis: [0] }]),
  ...whole('min', ({ x }, { axis }) => min(x!, axis as number[]), ['int32', { x: a }, { axis: [1] }]),
  ...whole('cumsum', ({ x }, options) => cumsum(x!, options), ['int32', { x: a }], ['int32, exclusive', { x: a }, { axis: 0, exclusive: true }]),
  ...whole('concat', (xs, { axis }) => concat(Object.values(xs), axis as number), ['int32', { a, b }, { axis: 1 }], ['of truth', { a: mask, b: mask }, { axis: 0 }]),
  ...whole('stack', (xs, { axis }) => stack(Object.values(xs), axis as number), ['int32', { a, b }, { axis: 1 }]),
  ...whole('slice', ({ x }, { begin, size }) => slice(x!, begin as number[], size as number[]), ['int32', { x: a }, { begin: [0, 1], size: [2, 2] }], ['of truth', { x: mask }, { begin: [1, 0], size: [1, 2] }]),
  ...whole('split', ({ x }, { sizes, axis }) => concat([...split(x!, sizes as number[], axis as number)].reverse().map((part, i) => mul(part, i + 1)), axis as number), ['int32', { x: a }, { sizes: [1, 2], axis: 1 }]),
  ...whole('gather', ({ x, indices }, { axis }) => gather(x!, indices!, axis as number), ['int32', { x: a, indices: ints([4], [2, 0, 0, 1]) }, { axis: 1 }]),
  ...whole('tile', ({ x }, { repeats }) => tile(x!, repeats as number[]), ['int32', { x: a }, { repeats: [2, 2] }]),
  ...whole('broadcastTo', ({ x }, { shape }) => broadcastTo(x!, shape as number[]), ['int32', { x: row }, { shape: [2, 3] }], ['of truth', { x: bools([2, 1], [1, 0]) }, { shape: [2, 3] }]),
  ...whole('pad', ({ x }, { paddings, value }) => pad(x!, paddings as [number, number][], value as number), ['int32', { x: a }, { paddings: [[1, 0], [0, 2]], value: -1 }]),
  ...whole('reverse', ({ x }, { axis }) => reverse(x!, axis as number[]), ['int32', { x: a }, { axis: [1] }]),
  ...whole('transpose', ({ x }, { order }) => transpose(x!, order as number[]), ['int32', { x: a }, { order: [1, 0] }], ['int32, 3 axes', { x: cube }, { order: [2, 0, 1] }], ['of truth', { x: mask }, { order: [1, 0] }]),
  ...whole('reshape', ({ x }, { shape }) => reshape(x!, shape as number[]), ['of truth', { x: mask }, { shape: [3, 2] }]),
  ...whole('expandDims', ({ x }, { axis }) => expandDims(x!, axis as number), ['int32', { x: a }, { axis: 0 }]),
];
