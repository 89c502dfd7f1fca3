import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';
import { countsAlong, windowAxes } from './window.ts';

interface Case {
  readonly x: readonly number[];
  readonly filterSize: readonly number[];
  readonly strides: readonly number[];
  readonly pad: 'same' | 'valid' | number | [number, number][];
}

const cases: Readonly<Record<string, Case>> = {
  'halving': { x: [2, 4, 6, 2], filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
  'padded alike on both sides': { x: [2, 5, 4, 3], filterSize: [3, 3], strides: [1, 1], pad: 1 },
  'padded behind only': { x: [1, 4, 6, 2], filterSize: [3, 3], strides: [2, 2], pad: 'same' },
  'padded by more than half a window': { x: [1, 3, 3, 2], filterSize: [2, 3], strides: [1, 2], pad: [[0, 0], [1, 1], [2, 0], [0, 0]] },
  'with steps wider than windows': { x: [1, 7, 7, 1], filterSize: [2, 1], strides: [3, 3], pad: 'valid' },
  'of volumes': { x: [2, 3, 4, 2, 2], filterSize: [2, 2, 2], strides: [1, 2, 1], pad: 'same' },
  'of volumes, unpadded': { x: [1, 3, 4, 4, 2], filterSize: [2, 3, 2], strides: [1, 1, 2], pad: 'valid' },
};

/** By the definition: for each output [N, ..., C] the indices in x of what its window holds. */
function windows({ x, filterSize, strides, pad }: Case): { shape: number[]; held: number[][] } {
  const axes = windowAxes(x, { filterSize: [...filterSize], strides: [...strides], pad });
  const shape = [x[0]!, ...axes.map(({ output }) => output), x.at(-1)!];
  const held: number[][] = [];
  const size = shape.reduce((a, b) => a * b, 1);
  for (let i = 0; i < size; i++) {
    const at: number[] = [];
    for (let axis = shape.length - 1, rest = i; axis >= 0; rest = Math.floor(rest / shape[axis]!), axis--) at.unshift(rest % shape[axis]!);
    let places = [at[0]!];
    for (const [k, { input, size: length, stride, before }] of axes.entries()) {
      const from = at[k + 1]! * stride - before;
      places = places.flatMap((place) => Array.from({ length }, (_, tap) => from + tap).filter((p) => p >= 0 && p < input).map((p) => place * input + p));
    }
    held.push(places.map((place) => place * x.at(-1)! + at.at(-1)!));
  }
  return { shape, held };
}

const kernel = (name: string, inputs: Record<string, tf.Tensor>, { filterSize, strides, pad }: Case): tf.Tensor =>
  tf.engine().runKernel(name, inputs, { filterSize: [...filterSize], strides: [...strides], pad });

describeKernels('pooling', () => {
  it.each(Object.entries(cases))('averages what is there, and gives each its share of the gradient: %s', (_, each) => {
    const volume = each.x.length === 5 ? '3D' : '';
    tf.tidy(() => {
      const { shape, held } = windows(each);
      const [x, dy] = [numbers(1, ...each.x), numbers(2, ...shape)];
      const [values, upstream] = [x.dataSync(), dy.dataSync()];
      const y = kernel(`AvgPool${volume}`, { x }, each);
      expect(y.shape).toEqual(shape);
      expectClose(y, held.map((places) => places.reduce((sum, place) => sum + values[place]!, 0) / Math.max(1, places.length)));
      const gradient = new Float64Array(values.length);
      for (const [i, places] of held.entries()) for (const place of places) gradient[place]! += upstream[i]! / places.length;
      expectClose(kernel(`AvgPool${volume}Grad`, { dy, input: x }, each), Array.from(gradient));
    });
  });

  it.each(Object.entries(cases).filter(([name]) => !name.includes('more than half')))('takes the largest, and gives it the gradient: %s', (_, each) => {
    const volume = each.x.length === 5 ? '3D' : '';
    tf.tidy(() => {
      const { shape, held } = windows(each);
      const [x, dy] = [numbers(1, ...each.x), numbers(2, ...shape)];
      const [values, upstream] = [x.dataSync(), dy.dataSync()];
      const winners = held.map((places) => places.reduce((best, place) => (values[place]! > values[best]! ? place : best)));
      const output = kernel(`MaxPool${volume}`, { x }, each);
      expectClose(output, winners.map((place) => values[place]!));
      const gradient = new Float64Array(values.length);
      for (const [i, place] of winners.entries()) gradient[place]! += upstream[i]!;
      expectClose(kernel(`MaxPool${volume}Grad`, { dy, input: x, output }, each), Array.from(gradient));
      // Of an output that another backend made, whose places are not known.
      expectClose(kernel(`MaxPool${volume}Grad`, { dy, input: x, output: tf.add(output, 0) }, each), Array.from(gradient));
    });
  });

  it('pools whole numbers, passes over NaN, and tells where the largest stood', () => {
    const x = () => tf.tensor4d([1, 9, NaN, 4], [1, 2, 2, 1]);
    expect(valuesOf(() => tf.maxPool(x(), 2, 1, 'valid'))).toEqual([9]);
    expect(valuesOf(() => tf.maxPool(tf.tensor4d([1, 9, 3, 4], [1, 2, 2, 1], 'int32'), 2, 1, 'valid'))).toEqual([9]);
    tf.tidy(() => {
      const pictures = tf.tensor4d([1, 5, 9, 2, 3, 4, 4, 8, 0, 0, 0, 1], [2, 3, 1, 2]);
      const places = (includeBatch: boolean) => Array.from(tf.maxPoolWithArgmax(pictures, [2, 1], 1, 'same', includeBatch)['indexes']!.dataSync());
      // Two neighbours each, the third alone; [N, H, W, C] numbered in order.
      expect(places(false)).toEqual([2, 1, 2, 5, 4, 5, 0, 1, 2, 5, 4, 5]);
      expect(places(true)).toEqual([2, 1, 2, 5, 4, 5, 6, 7, 8, 11, 10, 11]);
    });
  });

  it('gives nothing for windows that do not fit, or for no pictures', () => {
    tf.tidy(() => {
      expect(tf.avgPool3d(tf.ones<tf.Rank.R5>([1, 1, 1, 1, 1]), [1, 1, 3], 1, 'valid').shape).toEqual([1, 1, 1, 0, 1]);
      expect(tf.maxPool(tf.ones<tf.Rank.R4>([0, 4, 4, 2]), 2, 2, 'same').shape).toEqual([0, 2, 2, 2]);
    });
  });

  it('counts what a window holds', () => {
    expect(countsAlong({ input: 4, output: 4, size: 3, stride: 1, before: 1, after: 1 })).toEqual([2, 3, 3, 2]);
    expect(countsAlong({ input: 1, output: 3, size: 1, stride: 1, before: 1, after: 1 })).toEqual([0, 1, 0]);
  });
});
