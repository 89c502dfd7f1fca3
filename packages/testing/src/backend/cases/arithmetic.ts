import type { Tensor } from '@figment/core';
import {
  add, addN, cast, div, divNoNan, equal, floorDiv, greater, greaterEqual, less, lessEqual, logicalAnd, logicalOr, logicalXor, maximum, minimum, mod, mul, notEqual, pow,
  squaredDifference, sub, where,
} from '@figment/core/ops';

import { any, apart, type BackendCase, bools, floats, type InputSpec, ints, positive, rowsOf } from '../case.ts';

type Binary = (a: Tensor, b: Tensor) => Tensor;
type Spec = (...shape: number[]) => InputSpec;

const smooth: Readonly<Record<string, readonly [Binary, Spec]>> = {
  add: [add, any],
  sub: [sub, any],
  mul: [mul, any],
  div: [div, positive],
  divNoNan: [divNoNan, positive],
  pow: [pow, positive],
  squaredDifference: [squaredDifference, any],
  maximum: [maximum, apart],
  minimum: [minimum, apart],
};

const compared: Readonly<Record<string, Binary>> = { greater, greaterEqual, less, lessEqual, equal, notEqual };
const logical: Readonly<Record<string, Binary>> = { logicalAnd, logicalOr, logicalXor };

/** What broadcasting can meet: an axis of 1 on either side, fewer axes, a scalar, 5 axes, no elements. */
const shapes: readonly (readonly [label: string, a: number[], b: number[]])[] = [
  ['', [3, 4], [3, 4]],
  ['axes of 1 on both sides', [2, 3, 1], [3, 4]],
  ['a scalar', [2, 3], []],
  ['a row under 4 axes', [2, 2, 1, 3], [3]],
];
const rare: readonly (readonly [label: string, a: number[], b: number[]])[] = [
  ['a column before', [3, 1], [2, 3, 4]],
  ['5 axes', [2, 1, 2, 1, 3], [1, 2, 1, 2, 1]],
  ['no elements', [0, 3], [1, 3]],
];

export const arithmeticCases: readonly BackendCase[] = [
  ...Object.entries(smooth).flatMap(([name, [f, draw]]) =>
    rowsOf('arithmetic', { name, run: ({ a, b }) => f(a!, b!) }, (['add', 'mul'].includes(name) ? [...shapes, ...rare] : shapes).map(([label, a, b]) => [label, { a: draw(...a), b: draw(...b) }] as const)),
  ),
  ...rowsOf('arithmetic', { name: 'maximum', run: ({ a, b }) => maximum(a!, b!) }, [['equals share the gradient', { a: floats([4], [1, 2, 3, -1]), b: floats([4], [1, 0, 3, 4]) }]]),
  ...rowsOf('arithmetic', { name: 'divNoNan', run: ({ a, b }) => divNoNan(a!, b!), differentiable: 'never' }, [['by 0', { a: floats([3], [1, 0, -2]), b: floats([3], [0, 0, 4]) }]]),
  ...rowsOf('arithmetic', { name: 'pow', run: ({ a, b }) => pow(a!, b!), differentiable: 'never' }, [['of negatives to whole numbers', { a: floats([4], [-2, -1.5, 0, 3]), b: floats([4], [2, 3, 0, 0]) }]]),
  ...rowsOf('arithmetic', { name: 'mod', run: ({ a, b }) => mod(a!, b!) }, [['', { a: any(3, 4), b: positive(3, 4) }]]),
  ...rowsOf('arithmetic', { name: 'floorDiv', run: ({ a, b }) => floorDiv(a!, b!), differentiable: 'never' }, [['', { a: any(3, 4), b: positive(3, 4) }], ['of integers', { a: ints([4], [7, -7, 6, -1]), b: ints([4], [2, 2, 3, 5]) }]]),
  ...rowsOf('arithmetic', { name: 'addN', run: (xs) => addN(Object.values(xs)) }, [['', { a: any(3, 4), b: any(3, 4), c: any(3, 4) }], ['12 summands', Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`x${i}`, any(2, 3)]))]]),
  ...Object.entries(compared).flatMap(([name, f]) =>
    rowsOf('comparison', { name, differentiable: 'never', run: ({ a, b }) => cast(f(a!, b!), 'float32') }, [
      ['', { a: ints([6], [0, 2, 3, 1, 1, 0]), b: ints([1], [1]) }],
      ['broadcast', { a: floats([2, 1, 2], [0, 1, 2, 1]), b: floats([3, 1], [1, 0, 2]) }],
    ]),
  ),
  ...Object.entries(logical).flatMap(([name, f]) =>
    rowsOf('comparison', { name, differentiable: 'never', run: ({ a, b }) => cast(f(a!, b!), 'float32') }, [['', { a: bools([4], [0, 1, 0, 1]), b: bools([4], [0, 0, 1, 1]) }], ['broadcast', { a: bools([2, 1], [0, 1]), b: bools([3], [1, 0, 1]) }]]),
  ),
  ...rowsOf('comparison', { name: 'where', run: ({ condition, a, b }) => where(condition!, a!, b!) }, [
    ['', { condition: bools([2, 3], [1, 0, 1, 0, 1, 0]), a: any(2, 3), b: any(2, 3) }],
    ['broadcast', { condition: bools([2, 1], [1, 0]), a: any(3), b: any(2, 3) }],
    ['scalar alternative', { condition: bools([2, 2], [1, 0, 0, 1]), a: any(2, 2), b: any() }],
  ]),
];
