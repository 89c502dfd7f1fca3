import { describe, expect, it } from 'vitest';

import { bound, type Curve, emptyCurve, extended } from './series.ts';

const line = (count: number, from = 1) => Array.from({ length: count }, (_, i) => ({ step: from + i, values: { loss: from + i } }));

describe('extended', () => {
  it('appends points in order', () => {
    const curve = extended(extended(emptyCurve, line(3)), line(2, 4));
    expect(curve.steps).toEqual([1, 2, 3, 4, 5]);
    expect(curve.values['loss']).toEqual([1, 2, 3, 4, 5]);
  });

  it('stays below its bound however long a run is, and keeps its mean', () => {
    let curve: Curve = emptyCurve;
    for (let i = 0; i < 20; i++) curve = extended(curve, line(1000, 1 + 1000 * i));
    expect(curve.steps.length).toBeLessThan(bound);
    expect(curve.steps.at(-1)).toBeGreaterThan(20_000 - curve.stride);
    const values = curve.values['loss'] ?? [];
    const mean = values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
    expect(mean).toBeCloseTo(((curve.steps.at(-1) ?? 0) + 1) / 2, 6);
  });

  it('leaves gaps where a metric was not measured', () => {
    const curve = extended(emptyCurve, [{ step: 1, values: { loss: 1 } }, { step: 2, values: { loss: 1, kl: 3 } }, { step: 3, values: { loss: 1 } }]);
    expect(curve.values['kl']).toEqual([null, 3, null]);
  });

  it('does not change the curve it was given', () => {
    const before = extended(emptyCurve, line(2));
    extended(before, line(2, 3));
    expect(before.steps).toEqual([1, 2]);
  });
});
