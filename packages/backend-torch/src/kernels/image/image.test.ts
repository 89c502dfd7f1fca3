import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { parseRow } from '../../abi/signature.ts';
import { imageRows } from '../../rows/images.ts';
import { describeKernels, finiteDifferences, valuesOf } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';
import { linearMatrix, nearestPositions, torchAgrees } from './resize-positions.ts';

const plain = { alignCorners: false, halfPixelCenters: false };
const corners = { alignCorners: true, halfPixelCenters: false };
const halves = { alignCorners: false, halfPixelCenters: true };

describe('positions of resizing', () => {
  it('lie as tfjs lays them', () => {
    expect([...nearestPositions(3, 6, plain)]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([...nearestPositions(4, 3, plain)]).toEqual([0, 1, 2]);
    expect([...nearestPositions(4, 3, halves)]).toEqual([0, 2, 3]);
    expect([...nearestPositions(3, 5, corners)]).toEqual([0, 1, 1, 2, 2]);
    expect([...linearMatrix(2, 4, halves)]).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]);
    expect([...linearMatrix(2, 3, corners)]).toEqual([1, 0, 0.5, 0.5, 0, 1]);
  });

  it('are known to differ from torch where single precision ends below a whole number', () => {
    expect(torchAgrees(2, 4, plain)).toBe(true);
    expect(torchAgrees(2, 82, plain)).toBe(false);
  });
});

describeKernels('kernels of pictures', () => {
  const resizes = Object.entries({ plain, corners, halves }).flatMap(([name, alignment]) =>
    [[6, 8], [2, 7], [3, 1], [3, 4], [123, 4]].flatMap((size) => (['Bilinear', 'NearestNeighbor'] as const).map((method) => [method, name, size, alignment] as const)),
  );
  it.each(resizes)('Resize%s (%s) to %j is a linear map, and its gradient the adjoint', (method, _, size, alignment) => {
    tf.tidy(() => {
      const [images, dy] = [numbers(1, 2, 3, 4, 3), numbers(2, 2, ...size, 3)];
      const y = tf.engine().runKernel<tf.Tensor>(`Resize${method}`, { images }, { ...alignment, size: [...size] });
      const matrix = (from: number, to: number): tf.Tensor =>
        method === 'Bilinear' ? tf.tensor2d(linearMatrix(from, to, alignment), [to, from]) : tf.cast(tf.oneHot(tf.tensor1d(nearestPositions(from, to, alignment), 'int32'), from), 'float32');
      // y[b, i, j, c] = sum over h, w of down[i, h] across[j, w] x[b, h, w, c]
      const [down, across] = [matrix(3, size[0]!), matrix(4, size[1]!)];
      expectClose(y, tf.einsum('ih,jw,bhwc->bijc', down, across, images));
      const gradient = tf.engine().runKernel<tf.Tensor>(`Resize${method}Grad`, { images, dy }, { ...alignment });
      expectClose(gradient, tf.einsum('ih,jw,bijc->bhwc', down, across, dy), { atol: 1e-4 });
    });
  });

  it('resizes pictures of whole numbers', () => {
    expect(valuesOf(() => tf.image.resizeNearestNeighbor(tf.tensor4d([1, 2], [1, 1, 2, 1], 'int32'), [1, 4]))).toEqual([1, 1, 2, 2]);
  });

  it('crops, between pixels and outside', () => {
    const image = () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const crop = (box: number[], size: [number, number], method: 'bilinear' | 'nearest') => valuesOf(() => tf.image.cropAndResize(image(), tf.tensor2d([box]), tf.tensor1d([0], 'int32'), size, method, -1));
    expect(crop([0, 0, 1, 1], [3, 3], 'bilinear')).toEqual([1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4]);
    expect(crop([0, 0, 1, 2], [1, 3], 'bilinear')).toEqual([2, 3, -1]);
    expect(crop([1, 1, 0, 0], [2, 2], 'nearest')).toEqual([4, 3, 2, 1]);
    expect(crop([-1, 0, 1, 1], [3, 1], 'bilinear')).toEqual([-1, 1.5, 3.5]);
  });

  it('moves, mirrors and turns pictures', () => {
    const image = () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const shifted = (mode: 'constant' | 'nearest' | 'reflect' | 'wrap') => valuesOf(() => tf.image.transform(image(), tf.tensor2d([[1, 0, -1, 0, 1, 0, 0, 0]]), 'nearest', mode, 9));
    expect(shifted('constant')).toEqual([9, 1, 9, 3]);
    expect(shifted('nearest')).toEqual([1, 1, 3, 3]);
    expect(shifted('reflect')).toEqual([1, 1, 3, 3]);
    expect(shifted('wrap')).toEqual([2, 1, 4, 3]);
    expect(valuesOf(() => tf.image.transform(image(), tf.tensor2d([[1, 0, 0.5, 0, 1, 0, 0, 0]]), 'bilinear', 'constant', 0))).toEqual([1.5, 1, 3.5, 2]);
    expect(valuesOf(() => tf.image.flipLeftRight(image()))).toEqual([2, 1, 4, 3]);
    expect(valuesOf(() => tf.image.rotateWithOffset(image(), Math.PI, 0, 0.25))).toEqual([4, 3, 2, 1]);
  });

  it('keeps of overlapping boxes the likeliest', () => {
    const boxes = () => tf.tensor2d([[0, 0, 1, 1], [0, 0.1, 1, 1.1], [0, 2, 1, 3]]);
    expect(valuesOf(() => tf.image.nonMaxSuppression(boxes(), tf.tensor1d([0.5, 0.9, 0.2]), 3, 0.5))).toEqual([1, 2]);
    tf.tidy(() => {
      const padded = tf.image.nonMaxSuppressionPadded(boxes(), tf.tensor1d([0.5, 0.9, 0.2]), 3, 0.5, 0, true);
      expect(Array.from(padded['selectedIndices']!.dataSync())).toEqual([1, 2, 0]);
      expect(padded['validOutputs']!.dataSync()[0]).toBe(2);
    });
  });

  it('dilates, and gives the gradient to what was largest', () => {
    tf.tidy(() => {
      const attrs = { strides: [1, 1], pad: 'same', dilations: [2, 1] } as never;
      const [x, filter] = [numbers(4, 1, 4, 3, 2), tf.mul(numbers(5, 2, 2, 2), 0.3)];
      const dilate = (values: tf.Tensor, weights: tf.Tensor) => tf.engine().runKernel<tf.Tensor>('Dilation2D', { x: values, filter: weights }, attrs);
      const dy = numbers(6, ...dilate(x, filter).shape);
      const loss = (values: tf.Tensor, weights: tf.Tensor): number => tf.tidy(() => tf.sum(tf.mul(dilate(values, weights), dy)).dataSync()[0]!);
      expect(dilate(tf.tensor4d([1, 5, 2, 0], [1, 1, 4, 1]), tf.tensor3d([0, 1], [1, 2, 1])).shape).toEqual([1, 1, 4, 1]);
      const gradient = (of: 'Input' | 'Filter') => tf.engine().runKernel<tf.Tensor>(`Dilation2DBackprop${of}`, { x, filter, dy }, attrs);
      expectClose(gradient('Input'), finiteDifferences((values) => tf.tidy(() => loss(tf.tensor(values, x.shape), filter)), x.dataSync(), 1e-3), { atol: 1e-2, rtol: 1e-2 });
      expectClose(gradient('Filter'), finiteDifferences((values) => tf.tidy(() => loss(x, tf.tensor(values, filter.shape))), filter.dataSync(), 1e-3), { atol: 1e-2, rtol: 1e-2 });
    });
  });
});

describeKernels(
  'resizing without torch\'s own operation, whose name is not promised',
  () => {
    it('picks the same pixels', () => {
      const x = () => tf.tensor4d([1, 2], [1, 1, 2, 1]);
      expect(valuesOf(() => tf.image.resizeNearestNeighbor(x(), [1, 4], false, true))).toEqual([1, 1, 2, 2]);
      const gradient = () => tf.engine().runKernel<tf.Tensor>('ResizeNearestNeighborGrad', { images: x(), dy: tf.tensor4d([1, 2, 3, 4], [1, 1, 4, 1]) }, { alignCorners: false, halfPixelCenters: true });
      expect(valuesOf(gradient)).toEqual([3, 7]);
    });
  },
  { refused: new Set([parseRow(imageRows.upsampleNearestExact).operation]) },
);
