import { tidy, upload, valueAndGrads } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, numbersOf, onEachBackend } from '../../test/networks.ts';
import { softCapped, type Weighing, weightedAttention } from './weighted-attention.ts';

const [B, H, KEY_HEADS, T, D] = [2, 4, 2, 5, 3] as const;
const numbers = (seed: number, ...shape: number[]): { data: Float32Array; shape: number[] } => ({ data: normalArray(key(seed), shape.reduce((a, b) => a * b, 1)), shape });
const [q, k, v, bias] = [numbers(1, B, H, T, D), numbers(2, B, KEY_HEADS, T, D), numbers(3, B, KEY_HEADS, T, D), numbers(4, 1, H, T, T)];
const seen = { data: Uint8Array.from({ length: B * T }, (_, i) => Number(i !== 0 && i !== 6)), shape: [B, 1, 1, T] };

interface Case extends Omit<Weighing, 'mask' | 'wantsWeights'> {
  readonly mask: 'none' | 'keys' | 'bias';
}

/** Vaswani et al. 2017, eq. 1, with a cap, a bias and hidden keys; weights and values, row by row. */
function byHand({ causal, mask, scale, softCap }: Case): { weights: number[][]; seen: number[][] } {
  const result: { weights: number[][]; seen: number[][] } = { weights: [], seen: [] };
  for (let b = 0; b < B; b++) for (let h = 0; h < H; h++) for (let i = 0; i < T; i++) {
    const shared = Math.floor(h / (H / KEY_HEADS));
    const at = (x: { data: Float32Array }, heads: number, head: number, t: number, d: number): number => x.data[((b * heads + head) * T + t) * D + d]!;
    const scores = Array.from({ length: T }, (_, j) => {
      if ((causal && j > i) || (mask === 'keys' && seen.data[b * T + j] === 0)) return -Infinity;
      let dot = 0;
      for (let d = 0; d < D; d++) dot += at(q, H, h, i, d) * at(k, KEY_HEADS, shared, j, d);
      const score = dot * scale;
      return (softCap === undefined ? score : softCap * Math.tanh(score / softCap)) + (mask === 'bias' ? bias.data[(h * T + i) * T + j]! : 0);
    });
    const powers = scores.map(Math.exp), total = powers.reduce((a, c) => a + c, 0);
    const weights = powers.map((power) => (total === 0 ? 0 : power / total));
    result.weights.push(weights);
    result.seen.push(Array.from({ length: D }, (_, d) => weights.reduce((sum, weight, j) => sum + weight * at(v, KEY_HEADS, shared, j, d), 0)));
  }
  return result;
}

const cases: [string, Case][] = (['none', 'keys', 'bias'] as const).flatMap((mask) =>
  [undefined, 0.7].flatMap((softCap) => [true, false].map((causal): [string, Case] => [`mask ${mask}, cap ${softCap}, causal ${causal}`, { causal, mask, scale: 0.4, softCap }])));

onEachBackend(() => {
  describe('weighted attention', () => {
    it.each(cases)('%s: as the equation says, whether weights are asked for or not', (_, given) =>
      expectNoLeak(async () => {
        const expected = byHand(given);
        const attend = (wantsWeights: boolean): ReturnType<typeof weightedAttention> => weightedAttention(upload(q), upload(k), upload(v), {
          ...given, wantsWeights, mask: given.mask === 'none' ? undefined : given.mask === 'keys' ? upload(seen, 'bool') : upload(bias),
        });
        expectClose(await numbersOf(() => attend(false).seen), expected.seen);
        expectClose(await numbersOf(() => attend(true).seen), expected.seen);
        expectClose(await numbersOf(() => attend(true).weights!), expected.weights);
        tidy(() => { expect(attend(false).weights).toBeUndefined(); });
      }));

    it('a cap leaves small numbers, is never passed, and has a true gradient', () =>
      expectNoLeak(async () => {
        const x = { data: Float32Array.from([0.01, -0.02, 3, -100]), shape: [4] };
        expectClose(await numbersOf(() => softCapped(upload(x), 2)), [[0.01, -0.02, 2 * Math.tanh(1.5), -2]], 1e-5);
        expectClose(await numbersOf(() => { const at = upload(x); return valueAndGrads(() => softCapped(at, 2), [at]).gradients[0]!; }), [[...x.data].map((value) => 1 - Math.tanh(value / 2) ** 2)]);
      }));
  });
});
