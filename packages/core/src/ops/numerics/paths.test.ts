import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../backend/index.ts';
import { cosineBetween, lerp, slerp, tensor, tidy } from '../index.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));

const along = (path: typeof slerp, a: number[], b: number[], weight: number): number[] =>
  tidy(() => Array.from(path(tensor(a), tensor(b), weight, cosineBetween(a, b)).dataSync()));

describe('paths between points', () => {
  it('lerp is the straight line', () => {
    expect(tidy(() => Array.from(lerp(tensor([0, 4]), tensor([2, 0]), 0.25).dataSync()))).toEqual([0.5, 3]);
  });

  it('slerp keeps the length of vectors of one length', () => {
    const [x, y] = along(slerp, [2, 0], [0, 2], 0.5);
    expect(x).toBeCloseTo(Math.SQRT2, 6);
    expect(y).toBeCloseTo(Math.SQRT2, 6);
  });

  it('slerp starts and ends where it should', () => {
    expect(along(slerp, [3, 1], [-1, 2], 0)).toEqual([3, 1]);
    along(slerp, [3, 1], [-1, 2], 1).forEach((value, i) => { expect(value).toBeCloseTo([-1, 2][i]!, 6); });
  });

  it.each([
    { case: 'the same direction', a: [1, 1], b: [2, 2] },
    { case: 'opposite directions', a: [1, 1], b: [-1, -1] },
    { case: 'no direction', a: [0, 0], b: [2, 2] },
  ])('slerp falls back to the line between vectors of $case', ({ a, b }) => {
    along(slerp, a, b, 0.5).forEach((value, i) => { expect(value).toBeCloseTo((a[i]! + b[i]!) / 2, 6); });
  });
});
