import { expect, it } from 'vitest';

import { firstBytes } from './bytes.ts';

it('cuts a text to a number of bytes, and never a character', () => {
  expect(firstBytes('abc', 2)).toBe('ab');
  expect([3, 4, 5, 6].map((bytes) => firstBytes('한글', bytes))).toEqual(['한', '한', '한', '한글']);
  expect(firstBytes('a👋', 4)).toBe('a');
  expect(() => firstBytes('한글', 7)).toThrow('there are 6');
});
