import { describe, expect, it } from 'vitest';

import { expectAgreement } from '../../../../test/agreement.ts';
import { expectNoLeak } from '../../../../test/backends.ts';
import { values } from '../../../../test/derivatives.ts';
import { attention, type AttentionOptions, slice, tensor, upload } from '../../../ops/index.ts';
import type { Tensor } from '../../../tensor.ts';
import { selectBackend } from '../../select.ts';

interface Sizes {
  readonly batch?: number;
  readonly heads?: number;
  readonly keyHeads?: number;
  readonly queries: number;
  readonly keys: number;
  readonly width?: number;
  readonly valueWidth?: number;
}

/** Value and gradients, with the options that `options` makes where the tensors are. */
async function expectAttention({ batch = 2, heads = 2, keyHeads = heads, queries, keys, width = 5, valueWidth = width }: Sizes, options: () => AttentionOptions = () => ({})): Promise<void> {
  const at = [values([batch, heads, queries, width], 1), values([batch, keyHeads, keys, width], 2), values([batch, keyHeads, keys, valueWidth], 3)];
  await expectAgreement('wasm', (q, k, v) => attention(q, k, v, options()), at);
}

/** bool or int32, about two thirds set. */
function mask(shape: readonly number[], dtype: 'bool' | 'int32'): Tensor {
  return tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => (i * 7919) % 3 === 0 ? 0 : 1), [...shape] as [number], dtype);
}

describe('attention on wasm, against the composed reference on cpu', () => {
  // Fewer and more than a tile, a block of queries (32) and of keys (128).
  it.each([[1, 1], [1, 33], [3, 5], [4, 300], [7, 7], [17, 64], [33, 129], [65, 17], [64, 260]])('%i queries, %i keys', async (queries, keys) => {
    await expectAttention({ queries, keys });
    await expectAttention({ queries, keys }, () => ({ causal: true, scale: 0.7 }));
  });

  it.each([[1, 3], [8, 8], [33, 7], [64, 65]])('keys of width %i, values of width %i', async (width, valueWidth) => {
    await expectAttention({ queries: 35, keys: 140, width, valueWidth }, () => ({ causal: true }));
  });

  it('heads that share keys and values', async () => {
    await expectAttention({ heads: 6, keyHeads: 2, queries: 34, keys: 131 }, () => ({ causal: true }));
    await expectAttention({ heads: 4, keyHeads: 1, queries: 2, keys: 9 });
  });

  const shapes = [[2, 2, 37, 135], [37, 135], [2, 1, 1, 135], [1, 2, 37, 1], [135], [1]];
  it.each(shapes.map((shape) => ({ shape })))('a mask $shape is broadcast', async ({ shape }) => {
    for (const dtype of ['bool', 'int32'] as const) await expectAttention({ queries: 37, keys: 135 }, () => ({ mask: mask(shape, dtype) }));
    await expectAttention({ queries: 37, keys: 135 }, () => ({ mask: mask(shape, 'bool'), causal: true }));
  });

  it('few queries with a mask, as when decoding', async () => {
    await expectAttention({ queries: 1, keys: 135 }, () => ({ mask: mask([1, 135], 'bool') }));
  });

  it.each([[1, 1], [2, 2], [40, 1]])('%i queries that see some positions of keys with %i heads, as of a cache', async (queries, keyHeads) => {
    const positions = { first: 3, count: 131 };
    await expectAttention({ heads: 2, keyHeads, queries, keys: 150 }, () => ({ positions }));
    await expectAttention({ heads: 2, keyHeads, queries, keys: 150 }, () => ({ positions, mask: mask([queries, 131], 'bool'), causal: true }));
    await selectBackend({ prefer: 'wasm' });
    await expectNoLeak(() => {
      const [q, k, v] = [upload(values([2, 2, queries, 4])), upload(values([2, keyHeads, 150, 4], 2)), upload(values([2, keyHeads, 150, 6], 3))];
      const parts = [k, v].map((x) => slice(x, [0, 0, 3, 0], [2, keyHeads, 131, x.shape[3]!]));
      const [y, expected] = [attention(q, k, v, { positions }), attention(q, parts[0]!, parts[1]!)];
      expect(y.dataSync()).toEqual(expected.dataSync());
      for (const each of [q, k, v, ...parts, y, expected]) each.dispose();
    });
  });

  it('nothing to attend to, or nobody who does', async () => {
    for (const [queries, keys] of [[0, 3], [3, 0], [40, 0]] as const) {
      await selectBackend({ prefer: 'wasm' });
      await expectNoLeak(() => {
        const [q, k, v] = [upload(values([1, 2, queries, 4])), upload(values([1, 2, keys, 4])), upload(values([1, 2, keys, 6]))];
        const y = attention(q, k, v);
        expect(y.shape).toEqual([1, 2, queries, 6]);
        expect([...y.dataSync()].every((value) => value === 0)).toBe(true);
        for (const each of [q, k, v, y]) each.dispose();
      });
    }
  });

  it('a query that sees nothing gets 0 and moves nothing', async () => {
    await expectAttention({ queries: 3, keys: 140 }, () => ({ mask: tensor([1, 0, 1], [3, 1], 'bool') }));
    await expectAttention({ queries: 40, keys: 140 }, () => ({ mask: tensor(Array.from({ length: 40 }, (_, i) => i % 5), [40, 1], 'int32') }));
  });
});

describe('attention on wasm', () => {
  it('adds a float32 mask to the scores, as the reference does', async () => {
    const bias = values([2, 37, 135], 7);
    // Not differentiated: the value alone.
    const results: Float32Array[] = [];
    for (const backend of ['cpu', 'wasm']) {
      await selectBackend({ prefer: backend });
      const [q, k, v, added] = [upload(values([2, 2, 37, 5])), upload(values([2, 2, 135, 5], 2)), upload(values([2, 2, 135, 5], 3)), upload(bias)];
      const y = attention(q, k, v, { mask: added });
      results.push(Float32Array.from(y.dataSync()));
      for (const each of [q, k, v, added, y]) each.dispose();
    }
    const [expected, actual] = results as [Float32Array, Float32Array];
    expect(expected.every((value, i) => Math.abs(value - (actual[i] ?? NaN)) < 1e-6)).toBe(true);
  });

  it('keeps large scores apart: what overflows exp is weighed against the largest', async () => {
    await expectAgreement('wasm', (q, k, v) => attention(q, k, v, { scale: 300 }), [values([1, 1, 9, 8]), values([1, 1, 150, 8], 2), values([1, 1, 150, 8], 3)], { tolerance: 2e-4 });
  });
});
