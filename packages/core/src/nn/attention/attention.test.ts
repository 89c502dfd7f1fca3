import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { expectGradients, values } from '../../../test/derivatives.ts';
import { expectParameterGradients, expectRefused } from '../../../test/layers.ts';
import { concat, dispose, slice, tensor, tidy, upload } from '../../ops/index.ts';
import { key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { appendToCache, disposeCache, emptyCache, type KeyValueCache } from './key-value-cache.ts';
import { LearnedPositions } from './learned-positions.ts';
import { MultiHeadAttention, type MultiHeadAttentionOptions } from './multi-head-attention.ts';

/** Eq. 1 of Vaswani et al. in plain loops over one layer's own weights; rotation by Su et al., eq. 34, on halves. */
async function byHand(layer: MultiHeadAttention, x: ReturnType<typeof values>, { causal = false, rotary = false }): Promise<number[]> {
  const [batch, time, width] = x.shape as [number, number, number];
  const { heads, keyValueHeads, headWidth } = layer;
  const numbers = async (of: 'query' | 'key' | 'value' | 'output'): Promise<(row: ArrayLike<number>) => number[]> => {
    const weight = await layer[of].weight.data(), bias = await layer[of].bias!.data();
    return (row) => Array.from(bias, (b, o) => b + Array.from(row).reduce((sum, value, i) => sum + value * weight[i * bias.length + o]!, 0));
  };
  const [query, keyOf, value, output] = [await numbers('query'), await numbers('key'), await numbers('value'), await numbers('output')];
  const turned = (row: number[], position: number): number[] => row.map((number, at) => {
    if (!rotary) return number;
    const d = at % headWidth, pair = d % (headWidth / 2), angle = position * 10_000 ** ((-2 * pair) / headWidth);
    return number * Math.cos(angle) + (d < headWidth / 2 ? -row[at + headWidth / 2]! : row[at - headWidth / 2]!) * Math.sin(angle);
  });
  const result: number[] = [];
  for (let b = 0; b < batch; b++) {
    const rows = Array.from({ length: time }, (_, t) => x.data.slice((b * time + t) * width, (b * time + t + 1) * width));
    const q = rows.map((row, t) => turned(query(row), t)), k = rows.map((row, t) => turned(keyOf(row), t)), v = rows.map(value);
    for (let t = 0; t < time; t++) {
      const joined = Array.from({ length: heads }, (_, h) => {
        const from = h * headWidth, shared = Math.floor(h / (heads / keyValueHeads)) * headWidth;
        const seen = causal ? t + 1 : time;
        const weights = Array.from({ length: seen }, (_, s) => Math.exp(Array.from({ length: headWidth }, (_, d) => q[t]![from + d]! * k[s]![shared + d]!).reduce((a, c) => a + c, 0) / Math.sqrt(headWidth)));
        const total = weights.reduce((a, c) => a + c, 0);
        return Array.from({ length: headWidth }, (_, d) => weights.reduce((sum, weight, s) => sum + (weight / total) * v[s]![shared + d]!, 0));
      });
      result.push(...output(joined.flat()));
    }
  }
  return result;
}

const variants: [string, MultiHeadAttentionOptions][] = [
  ['plain', { width: 4, heads: 2 }],
  ['causal', { width: 4, heads: 2, causal: true }],
  ['causal, grouped, rotary', { width: 8, heads: 4, keyValueHeads: 2, causal: true, rotary: {} }],
  ['one key head, wide heads, rotary', { width: 6, heads: 3, keyValueHeads: 1, headWidth: 4, rotary: {} }],
];

onEachBackend(() => {
  describe('MultiHeadAttention', () => {
    it.each(variants)('%s: as the equation says', async (_, options) => {
      await expectNoLeak(async () => {
        const layer = new MultiHeadAttention(key(1), options);
        const x = values([2, 3, options.width]);
        const y = tidy(() => layer.forward(upload(x)));
        expect(y.shape).toEqual([2, 3, options.width]);
        await expectClose(y, await byHand(layer, x, { causal: options.causal ?? false, rotary: options.rotary !== undefined }));
        y.dispose();
        layer.dispose();
      });
    });

    it.each([
      ...variants,
      ['interleaved rotary of a part of each head', { width: 8, heads: 2, causal: true, rotary: { style: 'interleaved', width: 2, base: 100 } }] as [string, MultiHeadAttentionOptions],
    ].filter(([, options]) => options.causal))('%s: step by step with a cache as all at once', async (_, options) => {
      await expectNoLeak(async () => {
        const layer = new MultiHeadAttention(key(1), options);
        const x = values([2, 6, options.width]);
        const whole = tidy(() => layer.forward(upload(x)));
        let cache: KeyValueCache = layer.emptyCache({ batch: 2, capacity: 7 });
        const outputs: Tensor[] = [];
        let from = 0;
        for (const count of [3, 1, 2]) {
          const next = tidy(() => layer.step(slice(upload(x), [0, from, 0], [2, count, options.width]), cache));
          disposeCache(cache);
          cache = next.cache;
          outputs.push(next.output);
          from += count;
        }
        expect(cache.length).toBe(6);
        const joined = concat(outputs, 1);
        await expectClose(joined, whole);
        disposeCache(cache);
        dispose([whole, joined, ...outputs]);
        layer.dispose();
      });
    });

    it('leaves the cache it was handed as it was', async () => {
      await expectNoLeak(async () => {
        const layer = new MultiHeadAttention(key(1), { width: 4, heads: 2, causal: true });
        const start = layer.emptyCache({ batch: 1, capacity: 3 });
        const [once, twice] = tidy(() => {
          const x = upload(values([1, 2, 4]));
          return [layer.step(x, start).output, layer.step(x, start).output] as [Tensor, Tensor];
        });
        await expectClose(twice, once, { atol: 0, rtol: 0 });
        expect(start.length).toBe(0);
        dispose([once, twice]);
        disposeCache(start);
        layer.dispose();
      });
    });

    it('sees no position that a mask hides, at once and with a cache', async () => {
      await expectNoLeak(async () => {
        const layer = new MultiHeadAttention(key(1), { width: 4, heads: 2, causal: true });
        const cache = layer.emptyCache({ batch: 1, capacity: 4 });
        const x = values([1, 3, 4]), other = { data: x.data.map((value, i) => (i < 4 ? -3 * value : value)), shape: x.shape };
        const last = (y: Tensor): Tensor => slice(y, [0, 1, 0], [1, 2, 4]);
        const [a, b, added, cached] = tidy<[Tensor, Tensor, Tensor, Tensor]>(() => {
          const mask = tensor([0, 1, 1], [1, 1, 1, 3], 'bool');
          return [
            last(layer.forward(upload(x), { mask })), last(layer.forward(upload(other), { mask })),
            last(layer.step(upload(other), cache, { mask: tensor([-1e9, 0, 0, 0], [1, 1, 1, 4]) }).output),
            last(layer.step(upload(other), cache, { mask: tensor([0, 1, 1, 1], [1, 1, 1, 4], 'bool') }).output),
          ];
        });
        for (const y of [b, added, cached]) await expectClose(y, a);
        dispose([a, b, added, cached]);
        disposeCache(cache);
        layer.dispose();
      });
    });

    it('attends to another sequence, of other channels', async () => {
      await expectNoLeak(() => {
        const layer = new MultiHeadAttention(key(1), { width: 4, heads: 2, contextWidth: 3, outputBias: false });
        tidy(() => { expect(layer.forward(upload(values([2, 3, 4])), { context: upload(values([2, 5, 3])) }).shape).toEqual([2, 3, 4]); });
        expect(layer.output.bias).toBeUndefined();
        layer.dispose();
      });
    });

    it('has true gradients for its input and parameters', async () => {
      const make = (): MultiHeadAttention => new MultiHeadAttention(key(3), { width: 4, heads: 2, keyValueHeads: 1, causal: true, rotary: {} });
      const layer = make();
      await expectGradients((x) => layer.forward(x), [values([1, 3, 4])]);
      layer.dispose();
      await expectParameterGradients(make, (module) => module.forward(upload(values([1, 3, 4]))));
    });

    it('refuses what it cannot be', () => {
      expectRefused(() => new MultiHeadAttention(key(1), { width: 66, heads: 4 }), 'MultiHeadAttention.width must be a multiple of heads (4), got 66.');
      expectRefused(() => new MultiHeadAttention(key(1), { width: 8, heads: 4, keyValueHeads: 3 }), 'MultiHeadAttention.heads must be a multiple of keyValueHeads (3), got 4.');
      expectRefused(() => new MultiHeadAttention(key(1), { width: 12, heads: 4, rotary: {} }), 'MultiHeadAttention.headWidth must be an even number from 2 to 3, got 3.');
      expectRefused(() => new MultiHeadAttention(key(1), { width: 8, heads: 2, rotary: { width: 6 } }), 'MultiHeadAttention.rotary.width must be an even number from 2 to 4, got 6.');
      expectRefused(() => new MultiHeadAttention(key(1), { width: 8, heads: 2, rotary: { style: 'whole' as never } }), 'MultiHeadAttention.rotary.style must be half or interleaved, got whole.');
    });
  });

  describe('the cache', () => {
    it('can be continued in two ways', async () => {
      await expectNoLeak(async () => {
        const layer = new MultiHeadAttention(key(1), { width: 4, heads: 2, causal: true });
        const [first, left, right] = [values([1, 2, 4], 1), values([1, 1, 4], 2), values([1, 1, 4], 3)];
        const outputs = tidy(() => {
          const { cache } = layer.step(upload(first), layer.emptyCache({ batch: 1, capacity: 4 }));
          const a = layer.step(upload(left), cache);
          const b = layer.step(upload(right), cache);
          const [afterA, afterB] = [layer.step(upload(right), a.cache), layer.step(upload(left), b.cache)];
          const whole = (...parts: (typeof first)[]): Tensor => slice(layer.forward(concat(parts.map((part) => upload(part)), 1)), [0, 3, 0], [1, 1, 4]);
          return [afterA.output, whole(first, left, right), afterB.output, whole(first, right, left)] as [Tensor, Tensor, Tensor, Tensor];
        });
        await expectClose(outputs[0], outputs[1]);
        await expectClose(outputs[2], outputs[3]);
        dispose([...outputs]);
        layer.dispose();
      });
    });

    it('keeps what it holds while the next one grows', async () => {
      await expectNoLeak(async () => {
        const start = emptyCache({ batch: 2, heads: 2, capacity: 5, headWidth: 3 });
        const [two, one] = [values([2, 2, 2, 3], 1), values([2, 2, 1, 3], 2)];
        const [filled, grown, other] = tidy(() => {
          const held = appendToCache(start, upload(two), upload(two));
          const next = appendToCache(held, upload(one), upload(one));
          const branch = appendToCache(held, upload(values([2, 2, 1, 3], 3)), upload(one));
          const seen = ({ keys, length }: KeyValueCache): Tensor => slice(keys, [0, 0, 0, 0], [2, 2, length, 3]);
          return [seen(held), seen(next), seen(branch)] as [Tensor, Tensor, Tensor];
        });
        await expectClose(filled, two.data, { atol: 0 });
        const [after, branched] = tidy(() => [concat([upload(two), upload(one)], 2), concat([upload(two), upload(values([2, 2, 1, 3], 3))], 2)] as [Tensor, Tensor]);
        await expectClose(grown, after, { atol: 0 });
        await expectClose(other, branched, { atol: 0 });
        dispose([filled, grown, other, after, branched]);
        disposeCache(start);
      });
    });

    it('refuses more than it has room for, and other shapes', async () => {
      await expectNoLeak(() => {
        const cache = emptyCache({ batch: 1, heads: 2, capacity: 3, headWidth: 4 });
        tidy(() => {
          const two = upload(values([1, 2, 2, 4]));
          const full = appendToCache(cache, two, two);
          expect(full.length).toBe(2);
          expect(() => appendToCache(full, two, two)).toThrow('The cache has room for 3 positions and holds 2; 2 more do not fit.');
          expect(() => appendToCache(cache, upload(values([1, 1, 2, 4])), two)).toThrow('The cache takes [1, 2, _, 4], got [1, 1, 2, 4].');
        });
        disposeCache(cache);
      });
      expectRefused(() => emptyCache({ batch: 1, heads: 2, capacity: 0, headWidth: 4 }), 'KeyValueCache.capacity must be a whole number, 1 or more, got 0.');
    });
  });

  describe('LearnedPositions', () => {
    it('adds a vector for each position, from where x begins', async () => {
      await expectNoLeak(async () => {
        const positions = new LearnedPositions(key(1), { context: 4, width: 2 });
        const weight = await positions.weight.data();
        const y = tidy(() => positions.forward(tensor([[[1, 2], [3, 4]]]), { from: 2 }));
        await expectClose(y, [[[1 + weight[4]!, 2 + weight[5]!], [3 + weight[6]!, 4 + weight[7]!]]]);
        y.dispose();
        tidy(() => { expect(() => positions.forward(tensor([[[1, 2], [3, 4]]]), { from: 3 })).toThrow('LearnedPositions has 4 positions, got 2 from position 3.'); });
        positions.dispose();
      });
      await expectParameterGradients(() => new LearnedPositions(key(1), { context: 4, width: 2 }), (positions) => positions.forward(tensor([[[1, 2], [3, 4]]])));
    });
  });
});
