import { describe, expect, it } from 'vitest';

import { smoothed } from './smoothing.ts';

describe('smoothed', () => {
  it('leaves a constant as it is, from the first value on', () => {
    expect(smoothed([2, 2, 2, 2], 0.9)).toEqual([2, 2, 2, 2].map((value) => expect.closeTo(value, 12) as number));
  });

  it('is the bias-corrected average of Kingma & Ba: for two values, (w a + b) / (w + 1)', () => {
    const [, second] = smoothed([1, 3], 0.5);
    expect(second).toBeCloseTo((0.5 * 1 + 3) / 1.5, 12);
  });

  it('keeps gaps, and does not let them count', () => {
    const values = smoothed([1, null, 1], 0.5);
    expect(values[1]).toBeNull();
    expect(values[2]).toBeCloseTo(1, 12);
  });

  it('is off at weight 0', () => {
    expect(smoothed([5, 1, 7], 0)).toEqual([5, 1, 7]);
  });
});
