import type { Tensor } from '@figment/core';
import {
  abs, atan, cast, ceil, clip, cos, erf, exp, expm1, floor, isFinite, isInf, isNaN, log, log1p, logicalNot, neg, reciprocal, round, rsqrt, sigmoid, sign, sin, sqrt, square,
  stopGradient, tan, tanh,
} from '@figment/core/ops';

import { any, apart, type BackendCase, bools, floats, type InputSpec, positive, rowsOf } from '../case.ts';

type Unary = (x: Tensor) => Tensor;

const smooth: Readonly<Record<string, readonly [Unary, (...shape: number[]) => InputSpec]>> = {
  abs: [abs, apart],
  atan: [atan, any],
  cos: [cos, any],
  erf: [erf, any],
  exp: [exp, any],
  expm1: [expm1, any],
  log: [log, positive],
  log1p: [log1p, positive],
  neg: [neg, any],
  reciprocal: [reciprocal, positive],
  rsqrt: [rsqrt, positive],
  sigmoid: [sigmoid, any],
  sin: [sin, any],
  sqrt: [sqrt, positive],
  square: [square, any],
  tan: [tan, (...shape) => ({ shape, draw: 'positive', values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.fround(-1.2 + 0.16 * i)) })],
  tanh: [tanh, any],
};

/** Constant between jumps: the derivative is 0. */
const stepped: Readonly<Record<string, Unary>> = { ceil, floor, round, sign };

const special = floats([6], [NaN, Infinity, -Infinity, 0, -1.5, 3e38]);

export const elementwiseCases: readonly BackendCase[] = [
  ...Object.entries(smooth).flatMap(([name, [f, draw]]) => rowsOf('elementwise', { name, run: ({ x }) => f(x!) }, [['', { x: draw(3, 5) }]])),
  ...rowsOf('elementwise', { name: 'exp', run: ({ x }) => exp(x!) }, [['scalar', { x: any() }], ['of no elements', { x: any(2, 0, 3) }], ['5 axes', { x: any(2, 1, 2, 1, 3) }]]),
  ...rowsOf('elementwise', { name: 'tanh', run: ({ x }) => tanh(x!) }, [['far out', { x: floats([8], [-90, -20, -9, -1e-4, 1e-4, 9, 20, 90]) }]]),
  ...rowsOf('elementwise', { name: 'sigmoid', run: ({ x }) => sigmoid(x!) }, [['far out', { x: floats([6], [-80, -20, -1e-4, 1e-4, 20, 80]) }]]),
  ...rowsOf('elementwise', { name: 'erf', run: ({ x }) => erf(x!) }, [['far out', { x: floats([6], [-9, -3.5, -1e-4, 1e-4, 3.5, 9]) }]]),
  ...Object.entries(stepped).flatMap(([name, f]) => rowsOf('elementwise', { name, run: ({ x }) => f(x!) }, [['', { x: apart(3, 5) }]])),
  ...rowsOf('elementwise', { name: 'round', run: ({ x }) => round(x!) }, [['halves go to even', { x: floats([6], [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]) }]]),
  ...rowsOf('elementwise', { name: 'clip', run: ({ x }, { min, max }) => clip(x!, min as number, max as number) }, [['', { x: apart(3, 5) }, { min: -0.51, max: 0.52 }]]),
  ...rowsOf('elementwise', { name: 'stopGradient', run: ({ x }) => stopGradient(square(x!)) }, [['', { x: any(2, 3) }]]),
  ...Object.entries({ isNaN, isFinite, isInf }).flatMap(([name, f]) =>
    rowsOf('elementwise', { name, differentiable: 'never', run: ({ x }) => cast(f(x!), 'float32') }, [['', { x: special }]]),
  ),
  ...rowsOf('elementwise', { name: 'logicalNot', differentiable: 'never', run: ({ x }) => cast(logicalNot(x!), 'float32') }, [['', { x: bools([3], [0, 1, 0]) }]]),
];
