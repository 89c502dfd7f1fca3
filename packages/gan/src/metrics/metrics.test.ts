import type { HostArray } from '@figment/core';
import { describe, expect, it } from 'vitest';

import { symmetricEigen } from '../numerics/symmetric-eigen.ts';
import { classHistogram } from './class-histogram.ts';
import { frechetDistance } from './frechet-distance.ts';
import { neighbourhoods } from './neighbourhoods.ts';
import reference from './reference.json' with { type: 'json' };

const rows = ({ shape, data }: { readonly shape: readonly number[]; readonly data: readonly number[] }): HostArray => ({ shape, data: Float32Array.from(data) });
const features = (...values: number[][]): HostArray => rows({ shape: [values.length, values[0]!.length], data: values.flat() });
const { frechet, neighbourhoods: around } = reference;

describe('the Fréchet distance', () => {
  it('is that of scipy', () => {
    expect(frechetDistance(rows(frechet.a), rows(frechet.b))).toBeCloseTo(frechet.distance, 4);
  });

  it('is that of scipy where there are fewer rows than columns', () => {
    expect(frechetDistance(rows(frechet.lowRank), rows(frechet.b))).toBeCloseTo(frechet.distanceLowRank, 3);
  });

  it('is 0 from a cloud to itself, and the squared way to a cloud that was moved', () => {
    const moved = { ...rows(frechet.a), data: Float32Array.from(frechet.a.data, (value) => value + 2) };
    expect(frechetDistance(rows(frechet.a), rows(frechet.a))).toBeCloseTo(0, 8);
    expect(frechetDistance(rows(frechet.a), moved)).toBeCloseTo(4 * frechet.a.shape[1]!, 4);
  });

  it.each([
    ['must have as many columns', features([1, 2], [3, 4]), features([1], [2])],
    ['made must have 2 rows', features([1, 2]), features([1, 2], [3, 4])],
    ['made must be finite', features([1, NaN], [2, 3]), features([1, 2], [3, 4])],
  ])('refuses features where it says: %s', (message, made, real) => {
    expect(() => frechetDistance(made, real)).toThrow(message);
  });
});

describe('neighbourhoods', () => {
  it('are those of numpy', () => {
    const { expected } = around;
    const found = neighbourhoods(rows(around.made), rows(around.real), { k: around.k });
    for (const name of ['precision', 'recall', 'density', 'coverage'] as const) expect(found[name]).toBeCloseTo(expected[name], 6);
  });

  it('see one picture made over and over: true to the data, and little of it', () => {
    const real = features(...Array.from({ length: 40 }, (_, i) => [i, 0]));
    const made = features(...Array.from({ length: 40 }, (_, i) => [20 + i / 1000, 0]));
    const { precision, coverage, recall } = neighbourhoods(made, real);
    expect(precision).toBe(1);
    expect(coverage).toBeLessThan(0.2);
    expect(recall).toBeLessThan(0.1);
  });

  it('need more rows than k', () => {
    expect(() => neighbourhoods(features([1], [2]), features([1], [2], [3]), { k: 2 })).toThrow('made must have 3 rows');
    expect(() => neighbourhoods(features([1], [2]), features([1], [2]), { k: 0 })).toThrow('k must be');
  });
});

describe('the histogram of classes', () => {
  it('has an entropy of ln K where all are made equally often, and 0 where one is', () => {
    const each = classHistogram(features([1, 0, 0], [0, 1, 0], [0, 0, 1]));
    expect(each.entropy).toBeCloseTo(Math.log(3), 12);
    expect(each.covered).toBe(3);
    const one = classHistogram(features([0.6, 0.2, 0.2], [0.95, 0, 0.05]));
    expect(Array.from(one.shares)).toEqual([1, 0, 0]);
    expect(one.entropy).toBe(0);
    expect(one).toMatchObject({ covered: 1, sure: 0.5 });
  });
});

describe('eigenvalues', () => {
  it('take a symmetric matrix apart and put it together again', () => {
    const { shape: [count = 0, n = 0], data } = frechet.a;
    const gram = Float64Array.from({ length: n * n }, (_, at) => Array.from({ length: count }, (_, i) => data[i * n + (at % n)]! * data[i * n + Math.floor(at / n)]!).reduce((a, b) => a + b));
    const { values, vectors } = symmetricEigen(gram, n);
    for (let i = 1; i < n; i++) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
      let again = 0, orthonormal = 0;
      for (let e = 0; e < n; e++) {
        again += vectors[e * n + i]! * values[e]! * vectors[e * n + j]!;
        orthonormal += vectors[i * n + e]! * vectors[j * n + e]!;
      }
      expect(again).toBeCloseTo(gram[i * n + j]!, 9);
      expect(orthonormal).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  });
});
