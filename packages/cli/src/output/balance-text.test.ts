import { describe, expect, it } from 'vitest';

import { balanceText, balanceWarning } from './balance-text.ts';

const event = (verdict: string, step = 1340) => ({ step, balance: { accuracy: 0.637, verdict, reason: 'Pictures made are alike.' } });

describe('the balance of two networks', () => {
  it('is told in words, and not of models that have none', () => {
    expect(balanceText(event('warmingUp'))).toBe('right 64 %, warming up');
    expect(balanceText({ step: 1 })).toBeUndefined();
    expect(balanceWarning({ step: 1 }, undefined)).toBeUndefined();
  });

  it('is warned of once, with the reason', () => {
    expect(balanceWarning(event('modeCollapse'), event('healthy'))).toBe('step 1,340: mode collapse. Pictures made are alike.');
    expect(balanceWarning(event('modeCollapse'), event('modeCollapse'))).toBeUndefined();
    expect(balanceWarning(event('healthy'), event('modeCollapse'))).toBeUndefined();
    expect(balanceWarning(event('overfitting'), undefined)).toMatch(/^step 1,340: overfitting/);
  });
});
