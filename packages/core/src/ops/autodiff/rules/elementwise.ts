import {
  Abs,
  Atan,
  Ceil,
  ClipByValue,
  Cos,
  cos,
  Elu,
  Erf,
  Exp,
  Expm1,
  Floor,
  FloorDiv,
  greaterEqual,
  IsFinite,
  IsInf,
  IsNan,
  lessEqual,
  Log,
  Log1p,
  logicalAnd,
  minimum,
  Neg,
  Reciprocal,
  reciprocal,
  Relu,
  Round,
  Rsqrt,
  Sigmoid,
  Sign,
  sign,
  sin,
  Sin,
  Softplus,
  Sqrt,
  Square,
  Step,
  Tan,
  tan,
  Tanh,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

import { throughSlopes } from '../../activations/slopes.ts';
import { add, div, mul, neg, sub } from '../../basic/arithmetic.ts';
import { exp, rsqrt, sigmoid, sqrt, square, tanh } from '../../basic/elementwise.ts';
import { attribute, constant, one, type Rule, unary, unaryFromOutput } from './rule.ts';

export const elementwiseRules: readonly Rule[] = [
  unary(Abs, (dy, x) => mul(dy, sign(x))),
  unary(Atan, (dy, x) => div(dy, add(square(x), 1))),
  unary(Cos, (dy, x) => neg(mul(dy, sin(x)))),
  unary(Erf, (dy, x) => mul(dy, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI)))),
  unary(Expm1, (dy, x) => mul(dy, exp(x))),
  unary(Log, (dy, x) => div(dy, x)),
  unary(Log1p, (dy, x) => div(dy, add(x, 1))),
  { ...unary(Neg, (dy) => neg(dy)), readsShapesOnly: true },
  unary(Relu, (dy, x) => throughSlopes(dy, x, 0)),
  unary(Sin, (dy, x) => mul(dy, cos(x))),
  unary(Softplus, (dy, x) => mul(dy, sigmoid(x))),
  unary(Square, (dy, x) => mul(dy, mul(x, 2))),
  // exp(min(x, 0)) is 1 on the linear side.
  unary(Elu, (dy, x) => mul(dy, exp(minimum(x, 0)))),
  unaryFromOutput(Exp, exp, (dy, y) => mul(dy, y)),
  unaryFromOutput(Reciprocal, reciprocal, (dy, y) => neg(mul(dy, square(y)))),
  unaryFromOutput(Rsqrt, rsqrt, (dy, y) => mul(mul(dy, -0.5), mul(square(y), y))),
  unaryFromOutput(Sigmoid, sigmoid, (dy, y) => mul(dy, mul(y, sub(1, y)))),
  unaryFromOutput(Sqrt, sqrt, (dy, y) => div(mul(dy, 0.5), y)),
  unaryFromOutput(Tan, tan, (dy, y) => mul(dy, add(square(y), 1))),
  unaryFromOutput(Tanh, tanh, (dy, y) => mul(dy, sub(1, square(y)))),
  {
    kernelName: ClipByValue,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const inside = logicalAnd(greaterEqual(x!, attribute<number>(attrs, 'clipValueMin')), lessEqual(x!, attribute<number>(attrs, 'clipValueMax')));
        return where(inside, one(dy), zerosLike(one(dy)));
      },
    }),
  },
  ...[Ceil, Floor, Round, Sign, Step, IsFinite, IsInf, IsNan].map((kernel) => constant(kernel, 'x')),
  constant(FloorDiv, 'a', 'b'),
];
