import type { Tensor } from '@figment/core';
import { abs, add, cast, div, equal, exp, greater, less, log, maximum, minimum, mul, neg, relu, rsqrt, sigmoid, silu, softplus, sqrt, square, squaredDifference, sub, tanh, where } from '@figment/core/ops';
import * as fc from 'fast-check';

import type { FuzzOp } from '../fuzz-op.ts';
import { at, broadcast, build } from '../nd.ts';
import { broadcasting, seed, shape } from '../shapes.ts';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function unary(name: string, f: (x: Tensor) => Tensor, plain: (x: number) => number, positive = false): FuzzOp {
  return {
    name, positive,
    instances: fc.record({ shapes: fc.record({ x: shape() }), options: fc.constant({}), seed }),
    run: ({ x }) => f(x!),
    reference: ({ x }) => build(x!.shape, (i) => plain(at(x!, i))),
  };
}

function binary(name: string, f: (a: Tensor, b: Tensor) => Tensor, plain: (a: number, b: number) => number, { positive = false, differentiable = true } = {}): FuzzOp {
  return {
    name, positive, differentiable,
    instances: fc.record({ shapes: broadcasting.map(([a, b]) => ({ a, b })), options: fc.constant({}), seed }),
    run: ({ a, b }) => f(a!, b!),
    reference: ({ a, b }) => build(broadcast(a!.shape, b!.shape), (i) => plain(at(a!, i), at(b!, i))),
  };
}

const asked = (f: (a: Tensor, b: Tensor) => Tensor) => (a: Tensor, b: Tensor): Tensor => cast(f(a, b), 'float32');

export const elementwiseOps: readonly FuzzOp[] = [
  unary('abs', abs, Math.abs),
  unary('exp', exp, Math.exp),
  unary('log', log, Math.log, true),
  unary('neg', neg, (x) => -x),
  unary('relu', relu, (x) => Math.max(x, 0)),
  unary('rsqrt', rsqrt, (x) => 1 / Math.sqrt(x), true),
  unary('sigmoid', sigmoid, logistic),
  unary('silu', silu, (x) => x * logistic(x)),
  unary('softplus', softplus, (x) => Math.log1p(Math.exp(x))),
  unary('sqrt', sqrt, Math.sqrt, true),
  unary('square', square, (x) => x * x),
  unary('tanh', tanh, Math.tanh),
  binary('add', add, (a, b) => a + b),
  binary('sub', sub, (a, b) => a - b),
  binary('mul', mul, (a, b) => a * b),
  binary('div', div, (a, b) => a / b, { positive: true }),
  binary('squaredDifference', squaredDifference, (a, b) => (a - b) ** 2),
  binary('maximum', maximum, Math.max),
  binary('minimum', minimum, Math.min),
  binary('greater', asked(greater), (a, b) => Number(a > b), { differentiable: false }),
  binary('less', asked(less), (a, b) => Number(a < b), { differentiable: false }),
  binary('equal', asked(equal), (a, b) => Number(a === b), { differentiable: false }),
  binary('where', (a, b) => where(greater(a, b), a, mul(b, 2)), (a, b) => (a > b ? a : 2 * b)),
];
