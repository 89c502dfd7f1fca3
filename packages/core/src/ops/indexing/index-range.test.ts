import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import type { Tensor } from '../../tensor.ts';
import * as ops from '../index.ts';

const refusal = (message: string): unknown => expect.objectContaining({ code: 'INPUT_INVALID', message });

onEachBackend(() => {
  describe('indices out of range', () => {
    const ids = (...values: number[]): Tensor => ops.upload({ data: Int32Array.from(values), shape: [values.length] });

    it.each([[3], [-1]])('are refused by embedding: %i', (id) =>
      expectNoLeak(() => {
        ops.tidy(() => { expect(() => ops.embedding(ops.zeros([3, 2]), ids(0, id))).toThrow(refusal(`embedding: ids must be from 0 to 2, got ${id}.`)); });
      }));

    it('are refused under any shape, and along an axis', () =>
      expectNoLeak(() => {
        ops.tidy(() => {
          const shaped = ops.reshape(ids(0, 1, 5, 0), [2, 2]);
          expect(() => ops.embedding(ops.zeros([5, 2]), shaped)).toThrow(refusal('embedding: ids must be from 0 to 4, got 5.'));
          expect(() => ops.takeAlongAxis(ops.zeros([2, 5]), shaped, 1)).toThrow(refusal('takeAlongAxis: indices must be from 0 to 4, got 5.'));
          expect(() => ops.scatterAddAlongAxis(ops.zeros([2, 5]), shaped, ops.zeros([2, 2]), 1)).toThrow(refusal('scatterAddAlongAxis: indices must be from 0 to 4, got 5.'));
        });
      }));

    it('are refused as targets, but for the one to ignore', () =>
      expectNoLeak(() => {
        ops.tidy(() => {
          const logits = ops.zeros([2, 3]);
          expect(() => ops.crossEntropy(logits, ids(3, 0))).toThrow(refusal('crossEntropy: targets must be from 0 to 2, got 3.'));
          expect(() => ops.crossEntropy(logits, ids(0, -1))).toThrow(refusal('crossEntropy: targets must be from 0 to 2, got -1.'));
          expect(() => ops.crossEntropy(logits, ids(0, -100))).not.toThrow();
          expect(() => ops.crossEntropy(logits, ids(0, 7), { ignoreIndex: 7 })).not.toThrow();
        });
      }));
  });
});
