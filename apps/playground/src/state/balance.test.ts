import { describe, expect, it } from 'vitest';

import type { Balance } from '../workers/protocol/index.ts';
import { balanceUntil, joined, noBalance, troubleAt } from './balance.ts';

const balance = (verdict: string, accuracy = 0.6): Balance => ({ accuracyReal: accuracy, accuracyMade: accuracy, accuracy, overfitting: 0, diversity: 1, coverage: 1, verdict, reason: verdict });
const steps = (from: number, to: number, verdict: string) => Array.from({ length: to - from + 1 }, (_, i) => ({ step: from + i, balance: balance(verdict), intervention: undefined }));

describe('the record of a balance', () => {
  it('holds a stretch of trouble as one, and what is not known as a gap', () => {
    const record = joined(joined(noBalance, steps(1, 20, 'healthy')), [...steps(21, 25, 'modeCollapse'), { step: 26, balance: { ...balance('modeCollapse'), coverage: Number.NaN }, intervention: undefined }]);
    expect(record.incidents).toEqual([{ type: 'verdict', from: 21, to: 26, verdict: 'modeCollapse', reason: 'modeCollapse' }]);
    expect(record.curve.steps).toHaveLength(26);
    expect(record.curve.values['coverage']?.at(-1)).toBeNull();
    expect(record.curve.values['augmentation']).toBeUndefined();
  });

  it('takes trouble that comes back soon for the same, and later for another', () => {
    const back = joined(noBalance, [...steps(1, 5, 'divergence'), ...steps(6, 9, 'healthy'), ...steps(10, 10, 'divergence'), ...steps(11, 40, 'healthy'), ...steps(41, 41, 'divergence')]);
    expect(back.incidents.map(({ from }) => from)).toEqual([1, 41]);
  });

  it('keeps what a roll-back undid in its list, and off its curve', () => {
    const record = joined(noBalance, [...steps(1, 10, 'healthy'), ...steps(11, 12, 'modeCollapse'), { step: 13, balance: balance('modeCollapse'), intervention: { kind: 'rollBack', reason: 'it repeats itself', to: 8 } }]);
    expect(record.curve.steps.at(-1)).toBe(8);
    expect(record.incidents).toMatchObject([{ type: 'verdict', from: 11, to: 13, undone: true }, { type: 'intervention', from: 13, intervention: { to: 8 } }]);
    expect(troubleAt(record.incidents, 12)).toBeUndefined();
    expect(troubleAt(record.incidents, 12, true)?.verdict).toBe('modeCollapse');
    expect(joined(record, steps(9, 11, 'healthy')).curve.steps.at(-1)).toBe(11);
  });

  it('goes back to what it was at a checkpoint', () => {
    const record = joined(noBalance, [...steps(1, 10, 'healthy'), ...steps(11, 12, 'divergence')]);
    expect(balanceUntil(record, 10)).toMatchObject({ incidents: [], curve: { steps: expect.arrayContaining([10]) as number[] } });
  });

  it('is the same as long as events have none', () => {
    expect(joined(noBalance, [{ step: 1, balance: undefined, intervention: undefined }])).toBe(noBalance);
  });
});
