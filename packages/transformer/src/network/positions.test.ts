import { tidy, upload, valueAndGrads } from '@figment/core/ops';
import { key, normalArray } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { decoderOf, expectClose, expectNoLeak, numbersOf, onEachBackend, rows, text } from '../../test/networks.ts';
import type { Rotary } from '../architecture/architecture.ts';
import { sinusoids } from './absolute-positions.ts';
import { bucketOf } from './relative-positions.ts';
import { rotaryFrequencies, rotationOf, turned } from './rotary-positions.ts';

const plain: Rotary = { base: 10_000, localBase: undefined, fraction: 1, scaling: undefined };

/** Buckets by runs: [first distance, bucket], of `T5Attention._relative_position_bucket`, transformers 5.23.0, for -600 to 600. */
const runs: [string, { buckets: number; maxDistance: number; isCausal: boolean }, [number, number][]][] = [
  ['32 up to 128, both ways', { buckets: 32, maxDistance: 128, isCausal: false }, [[-600, 15], [-90, 14], [-63, 13], [-45, 12], [-31, 11], [-22, 10], [-15, 9], [-11, 8], [-7, 7], [-6, 6], [-5, 5], [-4, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0], [1, 17], [2, 18], [3, 19], [4, 20], [5, 21], [6, 22], [7, 23], [8, 24], [12, 25], [16, 26], [23, 27], [32, 28], [46, 29], [64, 30], [91, 31]]],
  ['32 up to 128, causal', { buckets: 32, maxDistance: 128, isCausal: true }, [[-600, 31], [-112, 30], [-98, 29], [-86, 28], [-76, 27], [-66, 26], [-58, 25], [-51, 24], [-45, 23], [-39, 22], [-34, 21], [-30, 20], [-26, 19], [-23, 18], [-20, 17], [-18, 16], [-15, 15], [-14, 14], [-13, 13], [-12, 12], [-11, 11], [-10, 10], [-9, 9], [-8, 8], [-7, 7], [-6, 6], [-5, 5], [-4, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0]]],
  ['8 up to 16, causal', { buckets: 8, maxDistance: 16, isCausal: true }, [[-600, 7], [-11, 6], [-7, 5], [-5, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0]]],
  ['32 up to 64, causal', { buckets: 32, maxDistance: 64, isCausal: true }, [[-600, 31], [-58, 30], [-53, 29], [-49, 28], [-45, 27], [-41, 26], [-38, 25], [-34, 24], [-31, 23], [-29, 22], [-26, 21], [-24, 20], [-22, 19], [-20, 18], [-19, 17], [-17, 16], [-15, 15], [-14, 14], [-13, 13], [-12, 12], [-11, 11], [-10, 10], [-9, 9], [-8, 8], [-7, 7], [-6, 6], [-5, 5], [-4, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0]]],
  ['64 up to 512, both ways', { buckets: 64, maxDistance: 512, isCausal: false }, [[-600, 31], [-412, 30], [-331, 29], [-267, 28], [-215, 27], [-173, 26], [-139, 25], [-112, 24], [-90, 23], [-72, 22], [-58, 21], [-47, 20], [-38, 19], [-30, 18], [-24, 17], [-19, 16], [-15, 15], [-14, 14], [-13, 13], [-12, 12], [-11, 11], [-10, 10], [-9, 9], [-8, 8], [-7, 7], [-6, 6], [-5, 5], [-4, 4], [-3, 3], [-2, 2], [-1, 1], [0, 0], [1, 33], [2, 34], [3, 35], [4, 36], [5, 37], [6, 38], [7, 39], [8, 40], [9, 41], [10, 42], [11, 43], [12, 44], [13, 45], [14, 46], [15, 47], [16, 48], [20, 49], [25, 50], [31, 51], [39, 52], [48, 53], [59, 54], [73, 55], [91, 56], [113, 57], [140, 58], [174, 59], [216, 60], [268, 61], [332, 62], [413, 63]]],
];

describe('relative positions', () => {
  it.each(runs)('%s: fall into the buckets of T5', (_, sizes, expected) => {
    let run = 0;
    for (let distance = -600; distance <= 600; distance++) {
      if (expected[run + 1]?.[0] === distance) run++;
      expect(bucketOf(distance, sizes), `of distance ${distance}`).toBe(expected[run]?.[1]);
    }
  });
});

describe('rotary frequencies', () => {
  it('fall from 1 by equal factors, and by another base in local layers', () => {
    expect(rotaryFrequencies({ ...plain, localBase: 100 }, 4, false)).toEqual([1, 10_000 ** -0.5]);
    expect(rotaryFrequencies({ ...plain, localBase: 100 }, 4, true)).toEqual([1, 0.1]);
  });

  it('are divided as a whole by linear scaling, but for a base of local layers', () => {
    const scaling = { kind: 'linear', factor: 4 } as const;
    expect(rotaryFrequencies({ ...plain, scaling }, 4, false)).toEqual([0.25, 0.25 * 10_000 ** -0.5]);
    expect(rotaryFrequencies({ ...plain, localBase: 100, scaling }, 4, true)).toEqual([1, 0.1]);
  });

  it('are stretched as in Llama 3.1', () => {
    const scaling = { kind: 'llama3', factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 8192 } as const;
    // ROPE_INIT_FUNCTIONS['llama3'] of transformers 5.23.0, heads of 16 channels, base 500,000.
    const expected = [1, 0.193922758102417, 0.03760603070259094, 0.00729266507551074, 0.0005248460220173001, 3.428102354519069e-5, 6.647869668086059e-6, 1.289173155782919e-6];
    rotaryFrequencies({ ...plain, base: 500_000, scaling }, 16, false).forEach((frequency, i) => { expect(frequency / expected[i]!).toBeCloseTo(1, 5); });
  });
});

onEachBackend(() => {
  describe('a rotation', () => {
    const [T, D] = [4, 6] as const;
    const x = { data: normalArray(key(1), 2 * T * D), shape: [1, 2, T, D] };
    const tower = { rotary: { ...plain, base: 50, fraction: 0.7 }, headWidth: D };
    /** Su et al. 2021, eq. 34, on the first 4 of 6 channels. */
    const byHand = (from: number): number[][] => Array.from({ length: 2 * T }, (_, row) => {
      const given = x.data.subarray(row * D, (row + 1) * D);
      return Array.from(given, (value, c) => {
        if (c >= 4) return value;
        const angle = (from + (row % T)) * 50 ** ((-2 * (c % 2)) / 4);
        return value * Math.cos(angle) + (c < 2 ? -given[c + 2]! : given[c - 2]!) * Math.sin(angle);
      });
    });

    it('turns pairs of a part of the channels by their positions', () =>
      expectNoLeak(async () => { expectClose(await numbersOf(() => turned(upload(x), rotationOf(tower, false, { from: 7, time: T })!)), byHand(7)); }));

    it('turns one position as it does among others', () =>
      expectNoLeak(async () => {
        const first = { data: Float32Array.from([...x.data.subarray(0, D), ...x.data.subarray(T * D, (T + 1) * D)]), shape: [1, 2, 1, D] };
        expectClose(await numbersOf(() => turned(upload(first), rotationOf(tower, false, { from: 7, time: 1 })!)), [byHand(7)[0]!, byHand(7)[T]!]);
      }));

    it('turns gradients back', () =>
      expectNoLeak(async () => {
        const gradient = await numbersOf(() => {
          const at = upload(x);
          const rotation = rotationOf(tower, false, { from: 7, time: T })!;
          return valueAndGrads(() => turned(at, rotation), [at], { upstream: turned(upload(x), rotation) }).gradients[0]!;
        });
        expectClose(gradient, Array.from({ length: 2 * T }, (_, row) => x.data.subarray(row * D, (row + 1) * D)));
      }));
  });

  describe('absolute positions', () => {
    it('are sines, then cosines', () =>
      expectNoLeak(async () => {
        const at = [0, 3, 100];
        expectClose(await numbersOf(() => sinusoids(upload({ data: Int32Array.from(at), shape: [3] }), 6)), at.map((position) =>
          [Math.sin, Math.cos].flatMap((f) => [0, 1, 2].map((i) => f(position * 10_000 ** (-i / 3))))), 1e-4);
      }));

    it('are taken from the row after those before the first', () =>
      expectNoLeak(async () => {
        const network = decoderOf({ preset: 'gpt2', embedding: { positionOffset: 2 } });
        expect(network.decoder?.positions?.weight.shape).toEqual([130, 16]);
        const ids = text(4);
        const embedded = (positions?: number[]): Promise<Float32Array[]> => numbersOf(() => network.decode(rows(ids), { hiddenStates: true, positions: positions && rows(positions) }).hiddenStates![0]!);
        const [tokens, table] = [await numbersOf(() => network.tokens.weight.clone()), await numbersOf(() => network.decoder!.positions!.weight.clone())];
        const expected = (positions: number[]): number[][] => ids.map((id, i) => Array.from(tokens[id]!, (value, c) => value + table[positions[i]! + 2]![c]!));
        expectClose(await embedded(), expected([0, 1, 2, 3]));
        expectClose(await embedded([5, 0, 0, 9]), expected([5, 0, 0, 9]));
        tidy(() => { expect(() => network.decode(rows(text(200)))).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' })); });
        network.dispose();
      }));
  });
});
