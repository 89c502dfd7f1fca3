import type { Tensor } from '@tensorflow/tfjs-core';

import type { Draw, GapCase } from '../case.ts';
import type { Tf } from '../float64.ts';

type Unary = (tf: Tf, x: Tensor) => Tensor;

const smooth: Readonly<Record<string, readonly [Unary, Draw]>> = {
  Cos: [(tf, x) => tf.cos(x), 'any'],
  Erf: [(tf, x) => tf.erf(x), 'any'],
  Exp: [(tf, x) => tf.exp(x), 'any'],
  Expm1: [(tf, x) => tf.expm1(x), 'any'],
  Log: [(tf, x) => tf.log(x), 'positive'],
  Log1p: [(tf, x) => tf.log1p(x), 'positive'],
  Neg: [(tf, x) => tf.neg(x), 'any'],
  Reciprocal: [(tf, x) => tf.reciprocal(x), 'positive'],
  Rsqrt: [(tf, x) => tf.rsqrt(x), 'positive'],
  Sigmoid: [(tf, x) => tf.sigmoid(x), 'any'],
  Sin: [(tf, x) => tf.sin(x), 'any'],
  Softplus: [(tf, x) => tf.softplus(x), 'any'],
  Sqrt: [(tf, x) => tf.sqrt(x), 'positive'],
  Square: [(tf, x) => tf.square(x), 'any'],
  Tan: [(tf, x) => tf.tan(tf.mul(x, 0.5)), 'any'],
  Tanh: [(tf, x) => tf.tanh(x), 'any'],
  Atan: [(tf, x) => tf.atan(x), 'any'],
  Abs: [(tf, x) => tf.abs(x), 'apart'],
  Relu: [(tf, x) => tf.relu(x), 'apart'],
  Elu: [(tf, x) => tf.elu(x), 'apart'],
  ClipByValue: [(tf, x) => tf.clipByValue(x, -0.51, 0.52), 'apart'],
};

/** Constant between jumps. */
const stepped: Readonly<Record<string, Unary>> = {
  Ceil: (tf, x) => tf.ceil(x),
  Floor: (tf, x) => tf.floor(x),
  Round: (tf, x) => tf.round(x),
  Sign: (tf, x) => tf.sign(x),
};

type Binary = (tf: Tf, a: Tensor, b: Tensor) => Tensor;

const binary: Readonly<Record<string, readonly [Binary, Draw]>> = {
  Add: [(tf, a, b) => tf.add(a, b), 'any'],
  Sub: [(tf, a, b) => tf.sub(a, b), 'any'],
  Multiply: [(tf, a, b) => tf.mul(a, b), 'any'],
  RealDiv: [(tf, a, b) => tf.div(a, b), 'positive'],
  Pow: [(tf, a, b) => tf.pow(a, b), 'positive'],
  SquaredDifference: [(tf, a, b) => tf.squaredDifference(a, b), 'any'],
  Maximum: [(tf, a, b) => tf.maximum(a, b), 'apart'],
  Minimum: [(tf, a, b) => tf.minimum(a, b), 'apart'],
};

const ids = [0, 2, 3, 1, 1, 0, 3, 2, 2, 1, 0, 3];

export const elementwiseCases: readonly GapCase[] = [
  ...Object.entries(smooth).map(([name, [f, draw]]): GapCase => ({ name, forwardKernels: [name], inputs: [{ shape: [3, 5], draw }], run: (tf, [x]) => f(tf, x!) })),
  ...Object.entries(stepped).map(([name, f]): GapCase => ({ name, forwardKernels: [name], inputs: [{ shape: [3, 5], draw: 'apart' }], run: (tf, [x]) => f(tf, x!) })),
  ...Object.entries(binary).flatMap(([name, [f, draw]]): GapCase[] => [
    { name, forwardKernels: [name], inputs: [{ shape: [3, 4], draw }, { shape: [3, 4], draw }], run: (tf, [a, b]) => f(tf, a!, b!) },
    { name: `${name}, broadcast`, forwardKernels: [name], inputs: [{ shape: [2, 3, 1], draw }, { shape: [3, 4], draw }], run: (tf, [a, b]) => f(tf, a!, b!) },
  ]),
  { name: 'Mod', forwardKernels: ['Mod'], gradient: 'none', inputs: [{ shape: [3, 4], draw: 'any' }, { shape: [3, 4], draw: 'positive' }], run: (tf, [a, b]) => tf.mod(a!, b!) },
  { name: 'AddN', forwardKernels: ['AddN'], inputs: [{ shape: [3, 4] }, { shape: [3, 4] }, { shape: [3, 4] }], run: (tf, xs) => tf.addN([...xs]) },
  ...(['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual'] as const).map((name): GapCase => ({
    name,
    forwardKernels: [name],
    gradient: 'none',
    inputs: [{ shape: [12], values: ids }, { shape: [1], values: [1] }],
    run: (tf, [a, b]) => tf.cast({ Greater: tf.greater, GreaterEqual: tf.greaterEqual, Less: tf.less, LessEqual: tf.lessEqual, Equal: tf.equal, NotEqual: tf.notEqual }[name](a!, b!), 'float32'),
  })),
  {
    name: 'Select',
    forwardKernels: ['Select'],
    inputs: [{ shape: [2, 3] }, { shape: [2, 3] }],
    run: (tf, [a, b]) => tf.where(tf.tensor([true, false, true, false, true, false], [2, 3], 'bool'), a!, b!),
  },
  { name: 'Cast to int32', forwardKernels: ['Cast'], gradient: 'none', inputs: [{ shape: [3, 4], draw: 'any' }], run: (tf, [x]) => tf.cast(tf.cast(x!, 'int32'), 'float32') },
];
