import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';

/** By the definition: the elements of x, [a, b, c], that go into each element of the result. */
function groups(x: tf.Tensor, axes: readonly number[]): number[][] {
  const found = new Map<string, number[]>();
  const values = x.dataSync();
  const [, b, c] = x.shape as [number, number, number];
  for (const [i, value] of Array.from(values).entries()) {
    const key = [Math.floor(i / (b * c)), Math.floor(i / c) % b, i % c].filter((_, axis) => !axes.includes(axis)).join();
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  return [...found.values()];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const reductions = {
  sum: [tf.sum, sum],
  mean: [tf.mean, (values: readonly number[]) => sum(values) / values.length],
  max: [tf.max, (values: readonly number[]) => Math.max(...values)],
  min: [tf.min, (values: readonly number[]) => Math.min(...values)],
  prod: [tf.prod, (values: readonly number[]) => values.reduce((a, b) => a * b, 1)],
} as const;

describeKernels('kernels along axes', () => {
  it.each(Object.entries(reductions))('%s reduces any axes, of transposed tensors too', (_, [kernel, formula]) => {
    tf.tidy(() => {
      const x = tf.transpose(numbers(1, 4, 2, 3), [1, 2, 0]);
      for (const axes of [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]]) {
        expectClose(kernel(x, axes), groups(x, axes).map(formula));
        expect(kernel(x, axes, true).shape).toEqual(x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)));
      }
      expect(kernel(x, []).shape).toEqual(x.shape);
    });
  });

  it('sum nothing to 0, multiply nothing to 1, and refuse the largest of nothing', () => {
    expect(valuesOf(() => tf.sum(tf.zeros([0, 2]), 0))).toEqual([0, 0]);
    expect(valuesOf(() => tf.prod(tf.zeros([0, 2]), 0))).toEqual([1, 1]);
    expect(valuesOf(() => tf.max(tf.zeros([0, 2]), 1))).toEqual([]);
    tf.tidy(() => { expect(() => tf.max(tf.zeros([0, 2]), 0)).toThrow(expect.objectContaining({ code: 'TORCH_FAILED' }) as Error); });
  });

  it('count truth values, and test whether all or any hold', () => {
    const x = () => tf.tensor2d([1, 0, 1, 1], [2, 2], 'bool');
    expect(valuesOf(() => tf.sum(x(), 1))).toEqual([1, 2]);
    expect(valuesOf(() => tf.all(x(), 1))).toEqual([0, 1]);
    expect(valuesOf(() => tf.any(x(), [0, 1]))).toEqual([1]);
    expect(valuesOf(() => tf.sum(tf.tensor1d([2 ** 24, 1], 'int32')))).toEqual([2 ** 24 + 1]);
  });

  it('find the first of the largest, passing over NaN', () => {
    const x = () => tf.tensor2d([1, 3, 3, NaN, -1, -2], [2, 3]);
    expect(valuesOf(() => tf.argMax(x(), 1))).toEqual([1, 1]);
    expect(valuesOf(() => tf.argMin(x(), 1))).toEqual([0, 2]);
    tf.tidy(() => { expect(tf.argMax(x(), 0).dtype).toBe('int32'); });
  });

  it('accumulate forwards and backwards, with and without the element itself', () => {
    const x = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    expect(valuesOf(() => tf.cumsum(x(), 1))).toEqual([1, 3, 6, 4, 9, 15]);
    expect(valuesOf(() => tf.cumsum(x(), 1, true))).toEqual([0, 1, 3, 0, 4, 9]);
    expect(valuesOf(() => tf.cumsum(x(), 1, true, true))).toEqual([5, 3, 0, 11, 6, 0]);
    expect(valuesOf(() => tf.cumprod(x(), 0, false, true))).toEqual([4, 10, 18, 4, 5, 6]);
    expect(valuesOf(() => tf.cumprod(x(), 0, true))).toEqual([1, 1, 1, 1, 2, 3]);
    expect(valuesOf(() => tf.cumsum(tf.zeros([0, 2]), 0, true))).toEqual([]);
  });

  it('take softmax of numbers that overflow', () => {
    expect(valuesOf(() => tf.softmax(tf.tensor1d([1000, 1000, -1000])))).toEqual([0.5, 0.5, 0]);
    tf.tidy(() => {
      const x = numbers(2, 3, 4);
      const logs = tf.engine().runKernel<tf.Tensor>('LogSoftmax', { logits: x }, { axis: -1 });
      expectClose(tf.exp(logs), tf.softmax(x));
    });
  });
});
