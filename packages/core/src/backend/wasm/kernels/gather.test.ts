import { gather, tensor, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeak } from '../../../../test/backends.ts';
import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

/** 0, 1, 2, ... in a shape. */
const count = (shape: readonly number[], dtype: 'float32' | 'int32' | 'bool' = 'float32'): Tensor => tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (dtype === 'bool' ? i % 2 : i)), [...shape], dtype);

describe('gather on wasm', () => {
  it('takes rows along the first axis, of any width and dtype', () => {
    tidy(() => {
      const ids = tensor([3, 0, 3], [3], 'int32');
      expect([...gather(count([4, 5]), ids).dataSync()]).toEqual([15, 16, 17, 18, 19, 0, 1, 2, 3, 4, 15, 16, 17, 18, 19]);
      expect([...gather(count([4], 'int32'), ids).dataSync()]).toEqual([3, 0, 3]);
      expect([...gather(count([4, 3], 'bool'), ids).dataSync()]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1]);
    });
  });

  it('takes them along a later axis, and by batches', () => {
    tidy(() => {
      const along = gather(count([2, 3, 2]), tensor([2, 0], [2], 'int32'), 1);
      expect(along.shape).toEqual([2, 2, 2]);
      expect([...along.dataSync()]).toEqual([4, 5, 0, 1, 10, 11, 6, 7]);
      const batched = gather(count([2, 3, 2]), tensor([2, 0, 1, 1], [2, 2], 'int32'), 1, 1);
      expect(batched.shape).toEqual([2, 2, 2]);
      expect([...batched.dataSync()]).toEqual([4, 5, 0, 1, 8, 9, 8, 9]);
    });
  });

  it('takes none of an empty list', () => {
    tidy(() => { expect(gather(count([4, 5]), tensor([], [0], 'int32')).shape).toEqual([0, 5]); });
  });

  it.each([4, -1])('refuses row %i of 4, and leaves nothing behind', async (id) => {
    await expectNoLeak(() => {
      tidy(() => {
        expect(() => gather(count([4, 5]), tensor([0, id], [2], 'int32'))).toThrow(`from 0 to 3, got ${id} at position 1`);
      });
    });
  });
});
