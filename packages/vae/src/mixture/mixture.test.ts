import { key, normalArray, split } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { cholesky, mahalanobis } from './cholesky.ts';
import { fitMixture } from './fit-mixture.ts';
import { drawFromMixture, type GaussianMixture } from './gaussian-mixture.ts';
import { kMeans } from './k-means.ts';
import { axisStatistics, type Points } from './points.ts';

/** Two leaning clouds around (-4, 0) and (4, 2), 300 and 100 points. */
function clouds(): Points {
  const [a, b] = split(key(1), 2);
  const noise = [normalArray(a, 600), normalArray(b, 200)];
  const data = new Float32Array(800);
  for (let i = 0; i < 400; i++) {
    const [from, at, x, y] = i < 300 ? [noise[0]!, i, -4, 0] as const : [noise[1]!, i - 300, 4, 2] as const;
    data[2 * i] = x + from[2 * at]!;
    data[2 * i + 1] = y + 0.8 * from[2 * at]! + 0.6 * from[2 * at + 1]!;
  }
  return { data, count: 400, dimension: 2 };
}

describe('cholesky', () => {
  it('factorises a matrix of a textbook', () => {
    // Golub and Van Loan, "Matrix Computations": [[2, -2], [-2, 5]] = L L^T, L = [[sqrt 2, 0], [-sqrt 2, sqrt 3]].
    expect([...cholesky(Float64Array.of(2, -2, -2, 5), 2)!]).toEqual([Math.SQRT2, 0, -2 / Math.SQRT2, Math.sqrt(5 - (2 / Math.SQRT2) ** 2)]);
  });

  it('says when a matrix is not positive definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
  });

  it('measures distances in standard deviations', () => {
    // x^T A^-1 x with A^-1 = [[5, 2], [2, 2]] / 6 and x = (1, 1): 11 / 6.
    expect(mahalanobis(cholesky(Float64Array.of(2, -2, -2, 5), 2)!, Float64Array.of(1, 1), 2, new Float64Array(2))).toBeCloseTo(11 / 6, 12);
  });
});

describe('kMeans', () => {
  it('separates what is far apart', () => {
    const points: Points = { data: Float32Array.of(0, 0, 10, 10, 0, 1, 10, 11, 1, 0), count: 5, dimension: 2 };
    const [a, b, ...rest] = kMeans(points, 2, key(3));
    expect(a).not.toBe(b);
    expect(rest).toEqual([a, b, a]);
  });

  it('copes with fewer different points than clusters', () => {
    expect([...kMeans({ data: new Float32Array(8), count: 4, dimension: 2 }, 3, key(3))]).toEqual([0, 0, 0, 0]);
  });
});

describe('fitMixture', () => {
  it.each(['full', 'diagonal'] as const)('finds weights, means and spread of two clouds (%s)', async (covariance) => {
    const { mixture } = await fitMixture(clouds(), { components: 2, covariance, key: key(5) });
    const left = mixture.means[0]! < 0 ? 0 : 1;
    expect(mixture.weights[left]).toBeCloseTo(0.75, 1);
    expect(mixture.means[2 * left]).toBeCloseTo(-4, 0);
    expect(mixture.means[2 * (1 - left) + 1]).toBeCloseTo(2, 0);
    if (covariance === 'full') expect(mixture.factors[4 * left + 2]).toBeGreaterThan(0.6); // leans as the cloud does: 0.8
  });

  it('gives the closed form with one component', async () => {
    const points = clouds();
    const { mean, variance } = axisStatistics(points);
    const { mixture } = await fitMixture(points, { components: 1, covariance: 'diagonal', key: key(5) });
    mean.forEach((m, d) => { expect(mixture.means[d]).toBeCloseTo(m, 6); });
    // plus the floor: 1/1000 of the average variance
    const floor = 1e-3 * (variance[0]! + variance[1]!) / 2;
    variance.forEach((v, d) => { expect(mixture.factors[d]! ** 2).toBeCloseTo(v + floor, 6); });
  });

  it('raises the density of the points round by round', async () => {
    const { logDensity } = await fitMixture(clouds(), { components: 4, covariance: 'diagonal', key: key(2), tolerance: 1e-6 });
    expect(logDensity.length).toBeGreaterThan(1);
    expect(logDensity.at(-1)!).toBeGreaterThan(logDensity[0]!);
  });

  it('gives the same mixture for the same key', async () => {
    const fit = (): Promise<unknown> => fitMixture(clouds(), { components: 3, covariance: 'full', key: key(9) });
    expect(await fit()).toEqual(await fit());
  });

  it('stays finite with as many components as points, and with points that are all the same', async () => {
    const few: Points = { data: Float32Array.of(0, 0, 1, 1, 2, 0), count: 3, dimension: 2 };
    const same: Points = { data: new Float32Array(40).fill(2), count: 20, dimension: 2 };
    for (const points of [few, same]) {
      const { mixture } = await fitMixture(points, { components: 8, covariance: 'full', key: key(1) });
      for (const values of [mixture.weights, mixture.means, mixture.factors]) expect(Array.from(values).every(Number.isFinite)).toBe(true);
      expect(Array.from(mixture.weights).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    }
  });

  it('stops when told to', async () => {
    await expect(fitMixture(clouds(), { components: 4, covariance: 'full', key: key(1), tolerance: -1, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('drawFromMixture', () => {
  const mixture: GaussianMixture = {
    components: 2, dimension: 2, covariance: 'full', weights: [0.25, 0.75], means: [-10, 0, 10, 5], factors: [1, 0, 0.8, 0.6, 2, 0, 0, 1],
  };

  it('draws components by weight, and points with their mean and spread', () => {
    const count = 20_000;
    const data = drawFromMixture(mixture, key(4), count, { temperature: 1, truncation: 0 });
    const right = data.filter((x, i) => i % 2 === 0 && x > 0);
    expect(right.length / count).toBeCloseTo(0.75, 1);
    const { mean, variance } = axisStatistics({ data: right, count: right.length, dimension: 1 });
    expect(mean[0]).toBeCloseTo(10, 0);
    expect(Math.sqrt(variance[0]!)).toBeCloseTo(2, 1);
  });

  it('draws only centres at temperature 0, and nothing beyond the truncation', () => {
    const centres = drawFromMixture(mixture, key(4), 50, { temperature: 0, truncation: 0 });
    expect(new Set(centres.filter((_, i) => i % 2 === 0))).toEqual(new Set([-10, 10]));
    const near = drawFromMixture(mixture, key(4), 500, { temperature: 1, truncation: 0.5 });
    for (let i = 0; i < 500; i++) expect(Math.min(Math.abs(near[2 * i]! + 10), Math.abs(near[2 * i]! - 10) / 2)).toBeLessThanOrEqual(0.5);
  });

  it('gives a longer draw that starts with the shorter one', () => {
    const draw = (count: number): number[] => [...drawFromMixture(mixture, key(4), count, { temperature: 1, truncation: 0 })];
    expect(draw(9).slice(0, 6)).toEqual(draw(3));
  });
});
