import { expect, it } from 'vitest';

import { difference, levelAt, partOf, sightOf } from './noisy.ts';

/** A straight way, as rectified flow goes it. */
const levels = Array.from({ length: 11 }, (_, i) => ({ time: 100 * i, alpha: 1 - i / 10, sigma: i / 10 }));

it('reads a schedule between its places', () => {
  const level = levelAt(levels, 0.25);
  expect(level?.time).toBeCloseTo(250, 9);
  expect(level?.alpha).toBeCloseTo(0.75, 9);
  expect(level?.sigma).toBeCloseTo(0.25, 9);
});

it('stays on the way at its ends', () => {
  expect(levelAt(levels, -1)).toEqual(levels[0]);
  expect(levelAt(levels, 2)).toEqual(levels[10]);
  expect(partOf(levels, 5000)).toBe(1);
});

it('finds the part of a time again', () => {
  expect(partOf(levels, levelAt(levels, 0.37)?.time ?? 0)).toBeCloseTo(0.37, 9);
});

it('tells what can be seen from the loudness of picture and noise, whatever the schedule', () => {
  expect([0.1, 0.4, 0.6, 0.95].map((part) => sightOf({ time: 0, alpha: 1 - part, sigma: part }))).toEqual(['almost', 'details', 'shape', 'nothing']);
  expect(sightOf({ time: 0, alpha: 1, sigma: 80 })).toBe('nothing');
});

it('measures bytes and numbers alike', () => {
  const picture = { width: 2, height: 1, channels: 1 };
  expect(difference({ ...picture, data: Uint8Array.of(0, 255) }, { ...picture, data: Float32Array.of(0, 1) })).toBe(0);
  expect(difference({ ...picture, data: Uint8Array.of(0, 0) }, { ...picture, data: Float32Array.of(1, 1) })).toBe(1);
});
