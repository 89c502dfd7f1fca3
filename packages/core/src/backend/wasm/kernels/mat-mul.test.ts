import { matMul, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectAgreement } from '../../../../test/agreement.ts';
import { expectNoLeak } from '../../../../test/backends.ts';
import { values } from '../../../../test/derivatives.ts';
import { reshape, slice, tensor, upload } from '../../../ops/index.ts';
import type { Tensor } from '../../../tensor.ts';
import { selectBackend } from '../../select.ts';

const product = (a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor => matMul(a as never, b as never, transposeA, transposeB);
const transposes = [[false, false], [false, true], [true, false], [true, true]] as const;
const turned = (rows: number, columns: number, isTurned: boolean): number[] => (isTurned ? [columns, rows] : [rows, columns]);

describe('products of matrices on wasm, against the cpu backend', () => {
  // Fewer and more than a tile (4 x 8), a block (64 x 512) and a run of the reduction (256); one row and one column have ways of their own.
  const sizes = [[1, 1, 1], [1, 65, 33], [3, 7, 5], [4, 17, 300], [5, 1, 65], [33, 1, 3], [17, 33, 64], [65, 520, 7], [64, 64, 513]] as const;
  it.each(sizes)('%i x %i, over %i terms, with each transpose: value and gradients', async (m, n, k) => {
    for (const [isA, isB] of transposes) await expectAgreement('wasm', (a, b) => product(a, b, isA, isB), [values(turned(m, k, isA)), values(turned(k, n, isB), 2)]);
  });

  it.each(transposes)('a batch of products (transposed: %s, %s)', async (isA, isB) => {
    await expectAgreement('wasm', (a, b) => product(a, b, isA, isB), [values([3, ...turned(5, 9, isA)]), values([3, ...turned(9, 17, isB)], 2)]);
  });

  it.each(transposes)('no terms give 0, no rows or columns nothing (transposed: %s, %s)', async (isA, isB) => {
    for (const [m, n, k] of [[3, 5, 0], [70, 9, 0], [0, 5, 3], [3, 0, 5]] as const) {
      await selectBackend({ prefer: 'wasm' });
      await expectNoLeak(() => {
        tidy(() => {
          const y = product(upload(values(turned(m, k, isA))), upload(values(turned(k, n, isB))), isA, isB);
          expect(y.shape).toEqual([m, n]);
          expect([...y.dataSync()]).toEqual(Array(m * n).fill(0));
        });
      });
    }
  });
});

/** The i-th matrix of a batch. */
function matrix(batch: Tensor, i: number): Tensor {
  const shape = batch.shape.slice(-2);
  return reshape(slice(reshape(batch, [-1, ...shape]), [i, 0, 0], [1, ...shape]), shape);
}

describe('products of matrices on wasm', () => {
  it('serve a whole batch with one matrix that is not copied', async () => {
    await selectBackend({ prefer: 'wasm' });
    for (const [isA, isB] of transposes) {
      tidy(() => {
        const [a, b] = [upload(values([2, 3, ...turned(5, 9, isA)])), upload(values(turned(9, 17, isB), 2))];
        const all = product(a, b, isA, isB);
        expect(all.shape).toEqual([2, 3, 5, 17]);
        for (let i = 0; i < 6; i++) expect([...matrix(all, i).dataSync()]).toEqual([...product(matrix(a, i), b, isA, isB).dataSync()]);
      });
    }
  });

  it('refuse whole numbers, and say what to do', async () => {
    await selectBackend({ prefer: 'wasm' });
    tidy(() => {
      const whole = tensor([1, 2, 3, 4], [2, 2], 'int32');
      expect(() => product(whole, whole)).toThrow(expect.objectContaining({ code: 'DTYPE_MISMATCH' }) as Error);
    });
  });
});
