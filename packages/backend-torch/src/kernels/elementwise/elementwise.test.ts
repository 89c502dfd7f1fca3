import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';

const erf = (x: number): number => {
  // Its series: 2 / sqrt(pi) * sum of (-1)^n x^(2n + 1) / (n! (2n + 1))
  let sum = 0;
  for (let n = 0, power = x; n < 60; n++, power *= (-x * x) / n) sum += power / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * sum;
};

const anyNumbers: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, (x: number) => number]>> = {
  abs: [tf.abs, Math.abs],
  atan: [tf.atan, Math.atan],
  asinh: [tf.asinh, Math.asinh],
  ceil: [tf.ceil, Math.ceil],
  cos: [tf.cos, Math.cos],
  cosh: [tf.cosh, Math.cosh],
  elu: [tf.elu, (x) => (x > 0 ? x : Math.expm1(x))],
  erf: [tf.erf, erf],
  exp: [tf.exp, Math.exp],
  expm1: [tf.expm1, Math.expm1],
  floor: [tf.floor, Math.floor],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.3), (x) => (x > 0 ? x : 0.3 * x)],
  neg: [tf.neg, (x) => -x],
  reciprocal: [tf.reciprocal, (x) => 1 / x],
  relu: [tf.relu, (x) => Math.max(0, x)],
  relu6: [(x) => tf.relu6(tf.mul(x, 5)), (x) => Math.min(6, Math.max(0, 5 * x))],
  selu: [tf.selu, (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))],
  sigmoid: [tf.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  sign: [tf.sign, Math.sign],
  sin: [tf.sin, Math.sin],
  sinh: [tf.sinh, Math.sinh],
  softplus: [tf.softplus, (x) => Math.log1p(Math.exp(x))],
  square: [tf.square, (x) => x * x],
  step: [(x) => tf.step(x, 0.25), (x) => (x > 0 ? 1 : 0.25)],
  tan: [tf.tan, Math.tan],
  tanh: [tf.tanh, Math.tanh],
};
const fractions: typeof anyNumbers = { acos: [tf.acos, Math.acos], asin: [tf.asin, Math.asin], atanh: [tf.atanh, Math.atanh] };
const positive: typeof anyNumbers = { acosh: [tf.acosh, Math.acosh], log: [tf.log, Math.log], log1p: [tf.log1p, Math.log1p], rsqrt: [tf.rsqrt, (x) => 1 / Math.sqrt(x)], sqrt: [tf.sqrt, Math.sqrt] };

describeKernels('kernels of each element', () => {
  it.each([
    ...Object.entries(anyNumbers).map(([name, pair]) => [name, pair, (x: tf.Tensor) => x] as const),
    ...Object.entries(fractions).map(([name, pair]) => [name, pair, (x: tf.Tensor) => tf.mul(x, 0.45)] as const),
    ...Object.entries(positive).map(([name, pair]) => [name, pair, (x: tf.Tensor) => tf.add(x, 3.1)] as const),
  ])('%s follows its formula', (_, [kernel, formula], into) => {
    tf.tidy(() => {
      const x = into(tf.transpose(numbers(1, 4, 3)));
      expectClose(kernel(x), Float32Array.from(x.dataSync(), formula), { atol: 2e-6, rtol: 2e-6 });
    });
  });

  it.each([
    ['add', tf.add, (a: number, b: number) => a + b],
    ['sub', tf.sub, (a: number, b: number) => a - b],
    ['mul', tf.mul, (a: number, b: number) => a * b],
    ['div', tf.div, (a: number, b: number) => a / b],
    ['maximum', tf.maximum, Math.max],
    ['minimum', tf.minimum, Math.min],
    ['squaredDifference', tf.squaredDifference, (a: number, b: number) => (a - b) ** 2],
    ['atan2', tf.atan2, Math.atan2],
    ['greater', tf.greater, (a: number, b: number) => Number(a > b)],
    ['lessEqual', tf.lessEqual, (a: number, b: number) => Number(a <= b)],
  ] as const)('%s stretches shapes of rank 0 to 6', (_, kernel, formula) => {
    for (const [left, right] of [[[], []], [[], [3]], [[2, 3], []], [[2, 3], [3]], [[2, 1], [1, 3]], [[2, 1, 1, 2, 1, 3], [3, 1, 2, 1]], [[0, 3], [1, 3]], [[2, 0], []]] as const) {
      tf.tidy(() => {
        const [a, b] = [numbers(1, ...left), numbers(2, ...right)];
        const y = kernel(a, b);
        const [wide, wideB] = [tf.broadcastTo(a, y.shape), tf.broadcastTo(b, y.shape)].map((each) => each.dataSync());
        expectClose(y, Array.from(wide!, (value, i) => formula(value, wideB![i]!)));
      });
    }
  });

  it('keeps whole numbers whole, and exact', () => {
    const whole = (values: number[]) => tf.tensor(values, [values.length], 'int32');
    expect(valuesOf(() => tf.add(whole([2 ** 24, -5]), whole([1, 7])))).toEqual([2 ** 24 + 1, 2]);
    expect(valuesOf(() => tf.sub(whole([2 ** 30 + 1, 3]), tf.scalar(2, 'int32')))).toEqual([2 ** 30 - 1, 1]);
    expect(valuesOf(() => tf.addN([whole([1, 2]), whole([10, 20]), whole([100, 200])]))).toEqual([111, 222]);
    expect(valuesOf(() => tf.neg(whole([2 ** 30 + 1])))).toEqual([-(2 ** 30) - 1]);
    expect(valuesOf(() => tf.squaredDifference(whole([7, 1]), whole([4, 5])))).toEqual([9, 16]);
    tf.tidy(() => {
      expect(tf.abs(whole([-9])).dtype).toBe('int32');
      expect(tf.exp(whole([1])).dtype).toBe('float32');
      expect(tf.add(whole([1]), whole([1])).dtype).toBe('int32');
    });
  });

  it('divides whole numbers rounding down, and gives remainders the sign of the divisor', () => {
    const [a, b] = [[7, -7, 7, -7], [2, 2, -2, -2]];
    expect(valuesOf(() => tf.floorDiv(tf.tensor1d(a, 'int32'), tf.tensor1d(b, 'int32')))).toEqual([3, -4, -4, 3]);
    expect(valuesOf(() => tf.mod(tf.tensor1d(a, 'int32'), tf.tensor1d(b, 'int32')))).toEqual([1, 1, -1, -1]);
    expect(valuesOf(() => tf.mod(tf.tensor1d([5.5, -5.5]), tf.scalar(2)))).toEqual([1.5, 0.5]);
  });

  it('hands NaN on where a number is asked for', () => {
    const x = () => tf.tensor1d([NaN, -1, 2]);
    expect(valuesOf(() => tf.maximum(x(), 0))).toEqual([NaN, 0, 2]);
    expect(valuesOf(() => tf.relu(x()))).toEqual([NaN, 0, 2]);
    expect(valuesOf(() => tf.step(x()))).toEqual([NaN, 0, 1]);
    expect(valuesOf(() => tf.clipByValue(x(), 0, 1))).toEqual([NaN, 0, 1]);
    expect(valuesOf(() => tf.isNaN(x()))).toEqual([1, 0, 0]);
  });

  it('rounds halves to even', () => {
    expect(valuesOf(() => tf.round(tf.tensor1d([0.5, 1.5, 2.5, -0.5, -1.5])))).toEqual([0, 2, 2, -0, -2]);
  });

  it('computes powers, also of negative numbers and by numbers on the host', () => {
    expect(valuesOf(() => tf.pow(tf.tensor1d([-2, 3, 0.5]), 2))).toEqual([4, 9, 0.25]);
    expect(valuesOf(() => tf.pow(tf.tensor1d([-2, 3]), tf.tensor1d([3, -1])))).toEqual([-8, Math.fround(1 / 3)]);
    expect(valuesOf(() => tf.pow(tf.tensor1d([2, 3], 'int32'), tf.scalar(3, 'int32')))).toEqual([8, 27]);
  });

  it('chooses elements, and whole rows by a condition of one axis', () => {
    expect(valuesOf(() => tf.where(tf.tensor1d([1, 0], 'bool'), tf.tensor1d([1, 2]), tf.tensor1d([3, 4])))).toEqual([1, 4]);
    const rows = () => tf.engine().runKernel<tf.Tensor>('Select', { condition: tf.tensor1d([0, 1], 'bool'), t: tf.ones([2, 2]), e: tf.zeros([2, 2]) });
    expect(valuesOf(rows)).toEqual([0, 0, 1, 1]);
  });

  it('casts as JavaScript does', () => {
    expect(valuesOf(() => tf.cast(tf.tensor1d([1.9, -1.9, NaN, Infinity]), 'int32'))).toEqual([1, -1, 0, 0]);
    expect(valuesOf(() => tf.cast(tf.tensor1d([0, -0.5, NaN]), 'bool'))).toEqual([0, 1, 1]);
    expect(valuesOf(() => tf.cast(tf.scalar(2.7), 'int32'))).toEqual([2]);
    expect(valuesOf(() => tf.cast(tf.tensor1d([3, 0], 'bool'), 'float32'))).toEqual([1, 0]);
  });

  it('refuses shapes that do not fit, and leaves nothing behind', () => {
    const [a, b] = [tf.ones([2]), tf.ones([3])];
    expect(() => tf.add(a, b)).toThrow(/shapes/i);
    // Past tfjs's own check: torch refuses the second sum, when the first is made.
    expect(() => tf.tidy(() => tf.engine().runKernel('AddN', { 0: a, 1: a, 2: b }))).toThrow(expect.objectContaining({ code: 'TORCH_FAILED' }) as Error);
    tf.dispose([a, b]);
  });
});
