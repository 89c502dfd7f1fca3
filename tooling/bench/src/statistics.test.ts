import { expect, it } from 'vitest';

import { median, quantile, spread } from './statistics.ts';

it('interpolates quantiles between order statistics', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
  expect(quantile([7], 0.9)).toBe(7);
});

it('tells how far measurements lie apart, relative to their median', () => {
  expect(spread([1, 2, 3, 4, 5])).toBeCloseTo(1 / 3, 12);
  expect(spread([5, 5, 5])).toBe(0);
});
