import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../../testing/kernels.ts';
import { numbers } from '../../testing/numbers.ts';

const int = (values: number[], shape: number[] = [values.length]): tf.Tensor => tf.tensor(values, shape, 'int32');
const refused = expect.objectContaining({ code: 'TORCH_FAILED' }) as Error;

describeKernels('kernels of indices', () => {
  it('gather along any axis, and for each element of a batch', () => {
    const x = () => tf.tensor3d(Array.from({ length: 12 }, (_, i) => i), [2, 3, 2]);
    expect(valuesOf(() => tf.gather(x(), int([2, 0]), 1))).toEqual([4, 5, 0, 1, 10, 11, 6, 7]);
    expect(valuesOf(() => tf.gather(x(), int([1, 0, 0, 1], [2, 2]), 2))).toEqual([1, 0, 0, 1, 3, 2, 2, 3, 5, 4, 4, 5, 7, 6, 6, 7, 9, 8, 8, 9, 11, 10, 10, 11]);
    expect(valuesOf(() => tf.gather(x(), int([2, 0], [2, 1]), 1, 1))).toEqual([4, 5, 6, 7]);
    expect(valuesOf(() => tf.gather(x(), int([], [0]), 1))).toEqual([]);
    expect(valuesOf(() => tf.gatherND(x(), int([1, 2, 0, 1], [2, 2])))).toEqual([10, 11, 2, 3]);
  });

  it('refuse positions that are not there', () => {
    tf.tidy(() => {
      const x = numbers(1, 3, 2);
      expect(() => tf.gather(x, int([3]))).toThrow(refused);
      expect(() => tf.gather(x, int([-1]))).toThrow(refused);
      expect(() => tf.gatherND(x, int([0, -1], [1, 2]))).toThrow(refused);
      expect(() => tf.scatterND(int([4], [1, 1]), tf.ones([1]), [3])).toThrow(refused);
      expect(() => tf.bincount(int([-1]) as tf.Tensor1D, tf.tensor1d([]), 2)).toThrow(refused);
    });
  });

  it('scatter, adding up what meets, and update', () => {
    expect(valuesOf(() => tf.scatterND(int([1, 3, 1], [3, 1]), tf.tensor1d([5, 6, 7]), [4]))).toEqual([0, 12, 0, 6]);
    expect(valuesOf(() => tf.scatterND(int([1, 0], [2, 1]), int([1, 2, 3, 4], [2, 2]), [2, 2]))).toEqual([3, 4, 1, 2]);
    expect(valuesOf(() => tf.tensorScatterUpdate(tf.zeros([2, 2]), int([1, 0], [1, 2]), tf.tensor1d([5])))).toEqual([0, 0, 5, 0]);
    expect(valuesOf(() => tf.sparseToDense(int([0, 3]), tf.tensor1d([5, 6]), [4], 1))).toEqual([5, 1, 1, 6]);
    expect(valuesOf(() => tf.sparseToDense(int([0, 1, 1, 0], [2, 2]), tf.scalar(3), [2, 2], 0))).toEqual([0, 3, 3, 0]);
  });

  it('sum rows of segments, and leave out rows of none', () => {
    const rows = () => tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
    const ids = () => int([1, 0, 1, -1]) as tf.Tensor1D;
    expect(valuesOf(() => tf.unsortedSegmentSum(rows(), ids(), 3))).toEqual([3, 4, 6, 8, 0, 0]);
    expect(valuesOf(() => tf.unsortedSegmentSum(tf.cast(rows(), 'int32'), int([1, 0, 1, 5]) as tf.Tensor1D, 3))).toEqual([3, 4, 6, 8, 0, 0]);
    expect(valuesOf(() => tf.unsortedSegmentSum(tf.zeros([0, 2]), int([], [0]) as tf.Tensor1D, 2))).toEqual([0, 0, 0, 0]);
  });

  it('mark places, and none where an index is too large', () => {
    expect(valuesOf(() => tf.oneHot(int([1, 3, -1]), 3))).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(valuesOf(() => tf.oneHot(int([0]), 2, 5, -5, 'float32'))).toEqual([5, -5]);
  });

  it('take the largest in order, the first of equal ones first', () => {
    tf.tidy(() => {
      const { values, indices } = tf.topk(tf.tensor2d([3, -0, 3, 0, 2, -1.5, -7, -1.5, -1, -Infinity], [2, 5]), 4);
      expect(Array.from(values.dataSync())).toEqual([3, 3, 2, -0, -1, -1.5, -1.5, -7]);
      expect(Array.from(indices.dataSync())).toEqual([0, 2, 4, 1, 3, 0, 2, 1]);
      expect(indices.dtype).toBe('int32');
      expect(Array.from(tf.topk(int([2 ** 30, -(2 ** 31), 2 ** 31 - 1, 2 ** 30]), 4).indices.dataSync())).toEqual([2, 0, 3, 1]);
    });
  });

  it('find where values fit in', () => {
    const sorted = () => tf.tensor2d([0, 3, 9, 9, 10, 1, 2, 3, 4, 5], [2, 5]);
    const values = () => tf.tensor2d([2, 4, 9, 0, 2, 6], [2, 3]);
    expect(valuesOf(() => tf.searchSorted(sorted(), values(), 'left'))).toEqual([1, 2, 2, 0, 1, 5]);
    expect(valuesOf(() => tf.searchSorted(sorted(), values(), 'right'))).toEqual([1, 2, 4, 0, 2, 5]);
  });

  it('count, weigh and tell apart', () => {
    expect(valuesOf(() => tf.bincount(int([1, 1, 5, 0]) as tf.Tensor1D, tf.tensor1d([]), 3))).toEqual([1, 2, 0]);
    expect(valuesOf(() => tf.bincount(int([1, 1, 0]) as tf.Tensor1D, tf.tensor1d([0.5, 2, 3]), 2))).toEqual([3, 2.5]);
    expect(valuesOf(() => tf.denseBincount(int([1, 1, 2, 0], [2, 2]) as tf.Tensor2D, tf.tensor2d([], [0, 0]), 3, true))).toEqual([0, 1, 0, 1, 0, 1]);
    tf.tidy(() => {
      const { values, indices } = tf.unique(tf.tensor2d([3, 1, 5, 5, 3, 1], [3, 2]), 0);
      expect(values.arraySync()).toEqual([[3, 1], [5, 5]]);
      expect(Array.from(indices.dataSync())).toEqual([0, 1, 0]);
    });
  });

  it('draw classes as often as they are likely, the same for the same seed', () => {
    tf.tidy(() => {
      const logits = tf.log(tf.tensor2d([0.5, 0.5, 0, 0.1, 0, 0.9], [2, 3]));
      const drawn = tf.multinomial(logits, 4000, 7);
      expect(drawn.dataSync()).toEqual(tf.multinomial(logits, 4000, 7).dataSync());
      const shares = tf.mean(tf.oneHot(drawn as tf.Tensor2D, 3), 1).dataSync();
      for (const [i, expected] of [0.5, 0.5, 0, 0.1, 0, 0.9].entries()) expect(Math.abs(shares[i]! - expected)).toBeLessThan(0.03);
    });
  });

  it('add up and average rows of sparse segments, and refuse segments in disorder', () => {
    const data = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    expect(valuesOf(() => tf.sparse.sparseSegmentSum(data(), int([0, 2, 1]) as tf.Tensor1D, int([0, 0, 2]) as tf.Tensor1D))).toEqual([6, 8, 0, 0, 3, 4]);
    expect(valuesOf(() => tf.sparse.sparseSegmentMean(data(), int([0, 2, 1]) as tf.Tensor1D, int([0, 0, 2]) as tf.Tensor1D))).toEqual([3, 4, 0, 0, 3, 4]);
    tf.tidy(() => { expect(() => tf.sparse.sparseSegmentSum(data(), int([0, 1]) as tf.Tensor1D, int([1, 0]) as tf.Tensor1D)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error); });
  });

  it('reshape sparse tensors and fill their empty rows', () => {
    tf.tidy(() => {
      const moved = tf.sparse.sparseReshape(int([0, 0, 1, 2], [2, 2]) as tf.Tensor2D, int([2, 3]) as tf.Tensor1D, int([3, -1]) as tf.Tensor1D);
      expect(Array.from(moved['outputIndices']!.dataSync())).toEqual([0, 0, 2, 1]);
      expect(Array.from(moved['outputShape']!.dataSync())).toEqual([3, 2]);
      const filled = tf.sparse.sparseFillEmptyRows(int([2, 1, 0, 3], [2, 2]) as tf.Tensor2D, tf.tensor1d([7, 8]), int([3, 4]) as tf.Tensor1D, tf.scalar(-1));
      expect(Array.from(filled['outputIndices']!.dataSync())).toEqual([0, 3, 1, 0, 2, 1]);
      expect(Array.from(filled['outputValues']!.dataSync())).toEqual([8, -1, 7]);
      expect(Array.from(filled['emptyRowIndicator']!.dataSync())).toEqual([0, 1, 0]);
      expect(Array.from(filled['reverseIndexMap']!.dataSync())).toEqual([2, 0]);
    });
  });
});
