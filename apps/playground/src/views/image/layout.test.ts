import { expect, it } from 'vitest';

import { columnsFor } from './layout.ts';

it('keeps a strip in one row where there is room', () => {
  expect(columnsFor(9, true, 800)).toBe(9);
});

it('breaks a strip into rows of the same length', () => {
  expect(columnsFor(9, true, 326)).toBe(3);
});

it('never has more columns than pictures, nor fewer than one', () => {
  expect(columnsFor(1, false, 1000)).toBe(1);
  expect(columnsFor(5, false, 10)).toBe(1);
});
