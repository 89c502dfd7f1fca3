import type { Tensor } from '@figment/core';
import { cumprod, cumsum, layerNorm, logSoftmax, logSumExp, max, mean, min, prod, rmsNorm, softmax, sum } from '@figment/core/ops';
import * as fc from 'fast-check';

import type { FuzzOp } from '../fuzz-op.ts';
import { at, build, type Index, type Nd } from '../nd.ts';
import { length, seed, shape, some, withShape } from '../shapes.ts';

/** The places that come together in a place of the result. */
function* group(x: Nd, axes: readonly number[], index: Index): Generator<number> {
  for (const inner of build(axes.map((axis) => x.shape[axis]!), () => 0).data.keys()) {
    let rest = inner;
    const place = [...index];
    for (const axis of [...axes].reverse()) {
      place[axis] = rest % x.shape[axis]!;
      rest = Math.floor(rest / x.shape[axis]!);
    }
    yield at(x, place);
  }
}

function reduction(name: string, f: (x: Tensor, axes: number[], keepDims: boolean) => Tensor, plain: (values: number[]) => number, empty = false): FuzzOp {
  return {
    name,
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, lengths: empty ? length : some }), (x) => fc.subarray([...x.keys()], { minLength: 1 })), keepDims: fc.boolean(), seed })
      .map(({ drawn: [x, axes], keepDims, ...rest }) => ({ shapes: { x }, options: { axes, keepDims }, ...rest })),
    run: ({ x }, { axes, keepDims }) => f(x!, axes as number[], keepDims as boolean),
    reference: ({ x }, options) => {
      const axes = options['axes'] as number[];
      const kept = build(x!.shape.map((n, axis) => (axes.includes(axis) ? 1 : n)), (i) => plain([...group(x!, axes, i)]));
      return options['keepDims'] === true ? kept : { shape: x!.shape.filter((_, axis) => !axes.includes(axis)), data: kept.data };
    },
  };
}

/** Along one axis, a row at a time. */
function along(name: string, f: (x: Tensor, axis: number) => Tensor, plain: (row: number[]) => number[]): FuzzOp {
  return {
    name,
    instances: fc.record({ drawn: withShape(shape({ minRank: 1, lengths: some }), (x) => fc.nat({ max: x.length - 1 })), seed }).map(({ drawn: [x, axis], ...rest }) => ({ shapes: { x }, options: { axis }, ...rest })),
    run: ({ x }, { axis }) => f(x!, axis as number),
    reference: ({ x }, { axis }) => build(x!.shape, (i) => plain([...group(x!, [axis as number], i)])[i[axis as number]!]!),
  };
}

const add = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const average = (values: readonly number[]): number => add(values) / values.length;
const lse = (values: readonly number[]): number => Math.log(add(values.map(Math.exp)));
const running = (row: readonly number[], f: (a: number, b: number) => number, first: number): number[] => row.map((_, i) => row.slice(0, i + 1).reduce(f, first));

const last = (x: Nd): number => x.shape.length - 1;

/** Along the last axis, each element from its row. */
function normalisation(name: string, f: (x: Tensor) => Tensor, plain: (value: number, row: number[]) => number): FuzzOp {
  return {
    name,
    instances: fc.record({ shapes: fc.record({ x: shape({ minRank: 1, lengths: some }) }), options: fc.constant({}), seed }),
    run: ({ x }) => f(x!),
    reference: ({ x }) => build(x!.shape, (i) => plain(at(x!, i), [...group(x!, [last(x!)], i)])),
  };
}

const overOneAxis = reduction('logSumExp', (x, [axis], keep) => logSumExp(x, axis, keep), lse);

export const reductionOps: readonly FuzzOp[] = [
  reduction('sum', (x, axes, keep) => sum(x, axes, keep), add, true),
  reduction('prod', (x, axes, keep) => prod(x, axes, keep), (values) => values.reduce((a, b) => a * b, 1)),
  reduction('mean', (x, axes, keep) => mean(x, axes, keep), average),
  reduction('max', (x, axes, keep) => max(x, axes, keep), (values) => Math.max(...values)),
  reduction('min', (x, axes, keep) => min(x, axes, keep), (values) => Math.min(...values)),
  { ...overOneAxis, instances: overOneAxis.instances.map((drawn) => ({ ...drawn, options: { ...drawn.options, axes: (drawn.options['axes'] as number[]).slice(0, 1) } })) },
  along('softmax', (x, axis) => softmax(x, { axis }), (row) => row.map((value) => Math.exp(value - lse(row)))),
  along('logSoftmax', (x, axis) => logSoftmax(x, { axis }), (row) => row.map((value) => value - lse(row))),
  along('cumsum', (x, axis) => cumsum(x, { axis }), (row) => running(row, (a, b) => a + b, 0)),
  along('cumprod', (x, axis) => cumprod(x, { axis }), (row) => running(row, (a, b) => a * b, 1)),
  normalisation('layerNorm', (x) => layerNorm(x, { epsilon: 0.1 }), (value, row) => (value - average(row)) / Math.sqrt(average(row.map((each) => (each - average(row)) ** 2)) + 0.1)),
  normalisation('rmsNorm', (x) => rmsNorm(x, { epsilon: 0.1 }), (value, row) => value / Math.sqrt(average(row.map((each) => each ** 2)) + 0.1)),
];
