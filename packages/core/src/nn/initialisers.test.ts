import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { key } from '../random/index.ts';
import * as nn from './index.ts';

const count = 40_000;
const shape = [5, 5, 16, 100];
const fans = nn.fansOf(shape);

async function numbersOf(initialiser: nn.Initialiser, of = shape): Promise<Float32Array> {
  const made = initialiser(key(5), of, nn.fansOf(of));
  expect(made.shape).toEqual(of);
  const data = (await made.data()) as Float32Array;
  made.dispose();
  return data;
}

const varianceOf = (numbers: Float32Array): number => numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;

onEachBackend(() => {
  describe('initialisers', () => {
    it('count what flows in and out of a kernel', () => {
      expect(fans).toEqual({ in: 400, out: 2500 });
      expect(nn.fansOf([3, 7])).toEqual({ in: 3, out: 7 });
    });

    // variances by the formulas of Glorot and Bengio (2 / (in + out)), He et al. (gain^2 / fan) and torch (1 / (3 in)); five standard errors
    it.each([
      ['glorotUniform', nn.glorotUniform({ gain: 2 }), (4 * 2) / 2900],
      ['glorotNormal', nn.glorotNormal(), 2 / 2900],
      ['heUniform', nn.heUniform(), 2 / 400],
      ['heUniform, fan out', nn.heUniform({ fan: 'out', gain: 1 }), 1 / 2500],
      ['heNormal', nn.heNormal({ gain: nn.gain.leakyRelu(0.2) }), 2 / 1.04 / 400],
      ['torchDefault', nn.torchDefault, 1 / 1200],
      ['truncatedNormalOf', nn.truncatedNormalOf(0.02), 0.7737413 * 0.0004],
      ['normalOf', nn.normalOf(0.02), 0.0004],
    ])('%s has the variance of its formula', async (_, initialiser, variance) => {
      await expectNoLeak(async () => {
        const numbers = await numbersOf(initialiser);
        expect(numbers.length).toBe(count);
        expect(Math.abs(varianceOf(numbers) / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
      });
    });

    it('keep uniforms within their bound', async () => {
      expect((await numbersOf(nn.torchDefault)).every((x) => Math.abs(x) <= 0.05)).toBe(true);
      expect((await numbersOf(nn.uniformWithin(0))).every((x) => x === 0)).toBe(true);
    });

    it.each([[[6, 4]], [[4, 6]], [[5, 5]], [[3, 3, 2, 8]]])('orthogonal: %s has orthonormal columns or rows', async (of) => {
      const gain = 3;
      const numbers = await numbersOf(nn.orthogonal({ gain }), of);
      const columns = of.at(-1)!, rows = numbers.length / columns;
      const at = (vector: number, i: number): number => numbers[rows >= columns ? i * columns + vector : vector * columns + i]!;
      const [vectors, length] = rows >= columns ? [columns, rows] : [rows, columns];
      for (let a = 0; a < vectors; a++) {
        for (let b = 0; b <= a; b++) {
          let dot = 0;
          for (let i = 0; i < length; i++) dot += at(a, i) * at(b, i);
          expect(Math.abs(dot - (a === b ? gain ** 2 : 0))).toBeLessThan(1e-5);
        }
      }
    });

    it('zeros and ones are what they say', async () => {
      expect(new Set(await numbersOf(nn.allZeros))).toEqual(new Set([0]));
      expect(new Set(await numbersOf(nn.allOnes))).toEqual(new Set([1]));
    });
  });
});
