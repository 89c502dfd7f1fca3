import { isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { tensor, tidy } from '@figment/core/ops';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { activeUnits } from './active-units.ts';
import { auroc } from './auroc.ts';
import { effectiveSampleSize, importanceWeightedBound } from './importance-weighted-bound.ts';
import { quantiles } from './quantiles.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
expectNoLeaks();

const numbers = (make: () => ReturnType<typeof tensor>): number[] => tidy(() => Array.from(make().dataSync()));

describe('auroc', () => {
  it('is 1 when all odd examples score higher, 0 when all score lower', () => {
    expect(auroc([1, 2], [3, 4])).toBe(1);
    expect(auroc([3, 4], [1, 2])).toBe(0);
  });

  it('is the part of pairs in the right order, ties half', () => {
    // (2 beats 1), (2 ties 2), (4 beats both): (1 + 0.5 + 1 + 1) / 4
    expect(auroc([1, 2], [2, 4])).toBe(0.875);
    expect(auroc([5, 5, 5], [5, 5])).toBe(0.5);
  });

  it('refuses no scores and NaN', () => {
    const code = (call: () => unknown): unknown => { try { return call(); } catch (error) { return isFigmentError(error) && error.code; } };
    expect(code(() => auroc([], [1]))).toBe('INPUT_INVALID');
    expect(code(() => auroc([1], [NaN]))).toBe('INPUT_INVALID');
  });
});

describe('quantiles', () => {
  it('interpolates between order statistics, as numpy.quantile', () => {
    // numpy.quantile([3, 1, 2, 10], [0, 0.5, 0.75, 1]) = [1, 2.5, 4.75, 10]
    expect(quantiles([3, 1, 2, 10], [0, 0.5, 0.75, 1])).toEqual([1, 2.5, 4.75, 10]);
  });
});

describe('activeUnits', () => {
  it('counts dimensions whose means vary', () => {
    expect(numbers(() => activeUnits(tensor([[0, 1, 0.01], [0, -1, 0.02]])))[0]).toBe(1);
  });
});

describe('the importance-weighted bound', () => {
  it('is the log of the mean weight', () => {
    expect(numbers(() => importanceWeightedBound(tensor([[Math.log(1)], [Math.log(3)]])))[0]).toBeCloseTo(Math.log(2), 6);
  });

  it('tightens with more of the same draws by nothing, and lies above their mean', () => {
    expect(numbers(() => importanceWeightedBound(tensor([[-5], [-5], [-5]])))[0]).toBeCloseTo(-5, 6);
    expect(numbers(() => importanceWeightedBound(tensor([[-5], [-9]])))[0]).toBeGreaterThan(-7);
  });

  it('counts draws by their weights', () => {
    expect(numbers(() => effectiveSampleSize(tensor([[-5], [-5], [-5]])))[0]).toBeCloseTo(3, 5);
    expect(numbers(() => effectiveSampleSize(tensor([[0], [-1000]])))[0]).toBeCloseTo(1, 5);
  });
});
