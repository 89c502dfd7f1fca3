import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';

const counted = (...shape: number[]): tf.Tensor => tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i), shape);
const kernel = (name: string, inputs: Record<string, tf.Tensor>, attrs = {}): tf.Tensor => tf.engine().runKernel(name, inputs, attrs);

describeKernels('kernels of shape', (backend) => {
  it('see memory in another way without copying it', () => {
    tf.tidy(() => {
      const x = counted(2, 3, 1);
      const { records } = backend().torch;
      const views = [
        tf.reshape(x, [3, 2]),
        tf.transpose(x, [1, 0, 2]),
        tf.slice(x, [0, 1, 0], [2, 2, 1]),
        tf.stridedSlice(x, [0, 0, 0], [2, 3, 1], [1, 2, 1]),
        tf.expandDims(x, 1),
        ...tf.split(x, 3, 1),
        ...tf.unstack(x, 0),
        tf.broadcastTo(x, [2, 3, 4]),
        tf.tile(x, [1, 1, 5]),
      ];
      for (const view of views) expect(records.of(view).memory).toBe(records.of(x).memory);
    });
  });

  it('read views in the order of their own axes', () => {
    expect(valuesOf(() => tf.transpose(counted(2, 3)))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(valuesOf(() => tf.reshape(tf.transpose(counted(2, 3)), [2, 3]))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(valuesOf(() => tf.slice(tf.transpose(counted(2, 3, 4), [2, 0, 1]), [1, 0, 1], [2, 2, 1]))).toEqual([5, 17, 6, 18]);
    expect(valuesOf(() => tf.concat(tf.unstack(counted(2, 3), 1)))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(valuesOf(() => tf.transpose(counted(1, 2, 1, 3, 1, 2), [5, 3, 1, 0, 2, 4]))).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]);
  });

  it('slice backwards, in steps and with masks', () => {
    expect(valuesOf(() => tf.stridedSlice(counted(5), [-1], [-6], [-2]))).toEqual([4, 2, 0]);
    expect(valuesOf(() => tf.stridedSlice(counted(3, 4), [2, 0], [0, 4], [-1, 3]))).toEqual([8, 11, 4, 7]);
    tf.tidy(() => {
      expect(tf.stridedSlice(counted(3, 4), [1, 1], [2, 2], [1, 1], 0, 0, 0, 0, 1).shape).toEqual([1]);
      expect(tf.stridedSlice(counted(3, 4), [0, 0], [0, 2], [1, 1]).shape).toEqual([0, 2]);
    });
  });

  it('join, with and without a new axis, also what is empty', () => {
    expect(valuesOf(() => tf.concat([counted(2, 1), tf.zeros([2, 0]), tf.add(counted(2, 2), 5)], 1))).toEqual([0, 5, 6, 1, 7, 8]);
    expect(valuesOf(() => tf.stack([counted(2), tf.reverse(counted(2))], 1))).toEqual([0, 1, 1, 0]);
    tf.tidy(() => {
      expect(tf.concat([tf.zeros([0, 2]), tf.zeros([0, 2])]).shape).toEqual([0, 2]);
      expect(() => kernel('Pack', { 0: tf.zeros([2]), 1: tf.zeros([3]) }, { axis: 0 })).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
    });
  });

  it('repeat, turn round and pad', () => {
    expect(valuesOf(() => tf.tile(counted(2, 1), [2, 2]))).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect(valuesOf(() => tf.reverse(counted(2, 3), 1))).toEqual([2, 1, 0, 5, 4, 3]);
    expect(valuesOf(() => tf.pad(counted(2, 2), [[1, 0], [0, 2]], 9))).toEqual([9, 9, 9, 9, 0, 1, 9, 9, 2, 3, 9, 9]);
    expect(valuesOf(() => tf.pad(tf.ones([1], 'int32'), [[1, 1]], 7))).toEqual([7, 1, 7]);
    expect(valuesOf(() => tf.mirrorPad(counted(4), [[2, 3]], 'reflect'))).toEqual([2, 1, 0, 1, 2, 3, 2, 1, 0]);
    expect(valuesOf(() => tf.mirrorPad(counted(3), [[1, 2]], 'symmetric'))).toEqual([0, 0, 1, 2, 2, 1]);
    expect(valuesOf(() => tf.diag(counted(2)))).toEqual([0, 0, 0, 1]);
  });

  it('move blocks of space to the batch and back, and channels to space', () => {
    tf.tidy(() => {
      const x = numbers(3, 2, 3, 5, 2);
      const blocks = tf.spaceToBatchND(x, [2, 3], [[0, 1], [1, 0]]);
      expect(blocks.shape).toEqual([12, 2, 2, 2]);
      expectClose(tf.batchToSpaceND(blocks, [2, 3], [[0, 1], [1, 0]]), x);
      const pixels = tf.depthToSpace(counted(1, 1, 2, 8) as tf.Tensor4D, 2);
      expect(pixels.shape).toEqual([1, 2, 4, 2]);
      expect(Array.from(pixels.dataSync())).toEqual([0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15]);
      expect(() => tf.depthToSpace(counted(1, 8, 1, 2) as tf.Tensor4D, 2, 'NCHW')).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error);
    });
  });

  it('make tensors of numbers, and leave single ones on the host', () => {
    expect(valuesOf(() => tf.range(5, 0, -2))).toEqual([5, 3, 1]);
    expect(valuesOf(() => tf.range(0, 3))).toEqual([0, 1, 2]);
    expect(valuesOf(() => tf.linspace(0, 1, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(valuesOf(() => tf.fill([2, 2], 3, 'int32'))).toEqual([3, 3, 3, 3]);
    expect(valuesOf(() => tf.onesLike(tf.zeros([0, 4])))).toEqual([]);
    tf.tidy(() => { expect(backend().torch.hostScalar(tf.cast(tf.fill([], 2.5), 'int32'))).toBe(2); });
  });

  it('say which kernels torch has not, by name', () => {
    tf.tidy(() => {
      expect(() => tf.string.stringToHashBucketFast(tf.tensor1d(['a']), 2)).toThrow(expect.objectContaining({ code: 'KERNEL_MISSING', message: expect.stringContaining('StringToHashBucketFast') as string }) as Error);
      expect(() => tf.tile(tf.tensor1d(['a', 'b']), [2])).toThrow(expect.objectContaining({ code: 'DTYPE_MISMATCH' }) as Error);
    });
  });
});
