import { key, normalArray } from '@figment/core/random';
import { expect, it } from 'vitest';

import { largest } from './largest.ts';

it('finds the largest as a full sort would, of equal ones the first', () => {
  for (const length of [1, 2, 10, 1000]) {
    const row = normalArray(key(length), length).map((x) => Math.round(4 * x));
    const sorted = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b);
    for (const count of [0, 1, 3, length, length + 5]) expect([...largest(row, count)]).toEqual(sorted.slice(0, count));
  }
});
