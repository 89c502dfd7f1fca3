import { key, normalArray } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { closedFormDirections } from './closed-form.ts';
import { directionFromLabels, withoutDirections } from './from-labels.ts';

const map = (...rows: number[][]) => ({ data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]!.length] });
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('directions in closed form', () => {
  it('are the styles that a map reads most, the strongest first', () => {
    // Three units read axis 1, two axis 0, none axis 2; how loud they are does not count.
    const { vectors } = closedFormDirections([map([0, 0, 0, 9, 1], [1, 3, 2, 0, 0], [0, 0, 0, 0, 0])], 2);
    Array.from(vectors).forEach((value, i) => { expect(value).toBeCloseTo([0, 1, 0, 1, 0, 0][i]!, 6); });
  });

  it('are orthonormal eigenvectors over all maps, with a sign that is sure', () => {
    const maps = [0, 1].map((seed) => ({ data: normalArray(key(seed), 6 * 20), shape: [6, 20] }));
    const { vectors, styleSize, count } = closedFormDirections(maps, 6);
    const row = (i: number) => vectors.subarray(i * styleSize, (i + 1) * styleSize);
    const power = (vector: ArrayLike<number>): number => maps.reduce((total, { data }) => {
      for (let o = 0; o < 20; o++) {
        const column = Array.from({ length: 6 }, (_, d) => data[d * 20 + o]!);
        total += dot(column, vector) ** 2 / dot(column, column);
      }
      return total;
    }, 0);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) expect(dot(row(i), row(j))).toBeCloseTo(i === j ? 1 : 0, 5);
      if (i > 0) expect(power(row(i))).toBeLessThanOrEqual(power(row(i - 1)) + 1e-5);
      expect(Math.max(...row(i))).toBe(Math.max(...row(i).map(Math.abs)));
    }
  });

  it('say what is wrong with maps and counts', () => {
    expect(() => closedFormDirections([], 1)).toThrow('got none');
    expect(() => closedFormDirections([map([1], [2]), map([1])], 1)).toThrow('[2, 1] and [1, 1]');
    expect(() => closedFormDirections([map([1], [2])], 3)).toThrow('from 1 to 2');
  });
});

describe('directions from labels', () => {
  const rows = 400, n = 5;
  // Axis 0 decides, and axis 1 goes along with it: a difference of means would lean to both.
  const data = normalArray(key(3), rows * n);
  for (let i = 0; i < rows; i++) data[i * n + 1]! += 2 * data[i * n]!;
  const labels = Array.from({ length: rows }, (_, i) => (data[i * n]! > 0 ? 1 : 0));
  const styles = { data, shape: [rows, n] };

  it('find what decides among what goes along with it', () => {
    const { vector, accuracy } = directionFromLabels(styles, labels);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    expect(vector[0]).toBeGreaterThan(0.85);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('turn round with the labels', () => {
    const { vector } = directionFromLabels(styles, labels.map((label) => 1 - label));
    expect(dot(vector, directionFromLabels(styles, labels).vector)).toBeCloseTo(-1, 6);
  });

  it('say what is wrong with labels', () => {
    expect(() => directionFromLabels(styles, [1])).toThrow('one a row of styles (400)');
    expect(() => directionFromLabels(styles, labels.map(() => 1))).toThrow('both kinds');
    expect(() => directionFromLabels(styles, labels.map(() => 2))).toThrow('0 or 1');
  });

  it('leave others alone', () => {
    const left = withoutDirections([3, 4, 1], [[1, 0, 0], [2, 0, 0], [0, 0, 5]]);
    Array.from(left).forEach((value, i) => { expect(value).toBeCloseTo([0, 1, 0][i]!, 6); });
    expect(() => withoutDirections([1, 1], [[2, 2]])).toThrow('nothing of it is left');
    expect(() => withoutDirections([1, 1], [[2]])).toThrow('2 long');
  });
});
