import { expect, it } from 'vitest';

import { compare } from './compare.ts';

it('tells how far losses lie apart, where, and whether that is allowed', () => {
  const losses = [[3, 2, 1], [3, 2.25, 1.125], [3, 2, 1]];
  expect(compare('gpt', losses, 0.25)).toEqual({ model: 'gpt', atEnd: 0.125, largest: 0.25, largestAtStep: 2, agrees: true });
  expect(compare('gpt', losses, 0.2).agrees).toBe(false);
});

it('agrees on nothing that is missing or not finite', () => {
  expect(compare('gpt', [[1, 2], [1]], 1).agrees).toBe(false);
  expect(compare('gpt', [[1, NaN], [1, NaN]], 1)).toMatchObject({ largest: Infinity, largestAtStep: 2, agrees: false });
  expect(compare('gpt', [[Infinity], [Infinity]], 1).agrees).toBe(false);
});
