import { selectBackend } from '@figment/core/backend';
import { memory } from '@figment/core/ops';
import { beforeAll, expect, it } from 'vitest';

import { distances, nearest } from './distances.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

it('measures between pixels in [-1, 1], and leaves no tensor', async () => {
  const before = memory().numTensors;
  const [row] = await distances(Float32Array.of(0, 1), Float32Array.of(0, 1, 1, 1, 0.5, 0.5), 2);
  // Between -1, 1 and -1, 1; 1, 1; 0, 0.
  expect(Array.from(row!)).toEqual([0, 2, 1]);
  expect(memory().numTensors).toBe(before);
});

it('finds the nearest among those that count', () => {
  const row = Float32Array.of(0.5, 0.1, 0.3);
  expect(nearest(row)).toBe(1);
  expect(nearest(row, (place) => place !== 1)).toBe(2);
});
