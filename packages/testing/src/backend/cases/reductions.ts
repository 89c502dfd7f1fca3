import { all, any as anyOf, cast, cumprod, cumsum, max, mean, min, norm, prod, standardDeviation, sum, variance } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import { any, apart, type BackendCase, bools, floats, type InputSpec, type Options, positive, type Row, rowsOf } from '../case.ts';

type Reduce = (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor;
type Spec = (...shape: number[]) => InputSpec;

const axes: readonly (readonly [label: string, shape: number[], options: Options])[] = [
  ['last axis', [3, 5], { axis: [1] }],
  ['first axes', [3, 2, 4], { axis: [0, 1] }],
  ['axes apart, kept', [2, 3, 2, 2], { axis: [1, 3], keepDims: true }],
  ['all', [3, 4], {}],
];

const reduce = (name: string, f: Reduce, draw: Spec): BackendCase[] =>
  rowsOf('reductions', { name, run: ({ x }, { axis, keepDims }) => f(x!, axis as number[] | undefined, keepDims as boolean | undefined) }, axes.map(([label, shape, options]) => [label, { x: draw(...shape) }, options] as const));

const cumulative = (name: string, f: typeof cumsum): BackendCase[] =>
  rowsOf('reductions', { name, run: ({ x }, options) => f(x!, options) }, [
    ['', { x: any(2, 5) }],
    ['first axis, exclusive, reverse', { x: any(4, 2) }, { axis: 0, exclusive: true, reverse: true }],
    ['with zeros', { x: floats([5], [2, 0, 3, 0, -1]) }],
  ]);

const spread = (name: string, f: typeof variance): BackendCase[] =>
  rowsOf('reductions', { name, run: ({ x }, options) => f(x!, options) }, [
    ['', { x: any(3, 4) }],
    ['first axis, biased, kept', { x: any(4, 3) }, { axis: 0, correction: 0, keepDims: true }],
  ]);

const none: Row = ['of no elements', { x: any(2, 0) }, { axis: [1] }];

export const reductionCases: readonly BackendCase[] = [
  ...reduce('sum', (x, axis, keepDims) => sum(x, axis, keepDims), any),
  ...rowsOf('reductions', { name: 'sum', run: ({ x }, { axis }) => sum(x!, axis as number[]) }, [none]),
  ...rowsOf('reductions', { name: 'sum', differentiable: 'never', run: ({ x }, { axis }) => sum(x!, axis as number[]) }, [['long', { x: any(531, 3) }, { axis: [0] }], ['long rows', { x: any(3, 531) }, { axis: [1] }]]),
  ...reduce('mean', (x, axis, keepDims) => mean(x, axis, keepDims), any),
  ...reduce('max', (x, axis, keepDims) => max(x, axis, keepDims), apart),
  ...reduce('min', (x, axis, keepDims) => min(x, axis, keepDims), apart),
  ...rowsOf('reductions', { name: 'max', differentiable: 'once', run: ({ x }, { axis }) => max(x!, axis as number[]) }, [['equals share the gradient', { x: floats([2, 3], [1, 3, 3, 2, 2, 2]) }, { axis: [1] }]]),
  ...reduce('prod', (x, axis, keepDims) => prod(x, axis, keepDims), positive),
  ...rowsOf('reductions', { name: 'prod', run: ({ x }, { axis }) => prod(x!, axis as number[]) }, [['with zeros', { x: floats([2, 3], [2, 0, 3, 0, 0, -1]) }, { axis: [1] }]]),
  ...rowsOf('reductions', { name: 'all', differentiable: 'never', run: ({ x }, { axis }) => cast(all(x!, axis as number[]), 'float32') }, [['', { x: bools([2, 3], [1, 0, 1, 1, 1, 1]) }, { axis: [1] }]]),
  ...rowsOf('reductions', { name: 'any', differentiable: 'never', run: ({ x }, { axis }) => cast(anyOf(x!, axis as number[]), 'float32') }, [['', { x: bools([2, 3], [1, 0, 1, 0, 0, 0]) }, { axis: [1] }]]),
  ...cumulative('cumsum', cumsum),
  ...cumulative('cumprod', cumprod),
  ...spread('variance', variance),
  ...spread('standardDeviation', standardDeviation),
  ...rowsOf('reductions', { name: 'norm', run: ({ x }, options) => norm(x!, options) }, [['', { x: any(3, 4) }], ['rows, kept', { x: any(3, 4) }, { axis: -1, keepDims: true }], ['order 3', { x: apart(4) }, { order: 3 }], ['order 1', { x: apart(4) }, { order: 1 }]]),
];
