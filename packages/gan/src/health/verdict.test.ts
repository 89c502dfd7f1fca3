import { describe, expect, it } from 'vitest';

import type { Verdict } from './balance.ts';
import { healthThresholds } from './thresholds.ts';
import { type Reading, verdictOn } from './verdict.ts';

/** A run in good health. */
const well: Reading = {
  step: 1000, accuracyReal: 0.62, accuracyMade: 0.6, accuracy: 0.61, distance: 0.11, overfitting: 0.24, diversity: 0.97, coverage: 0.92,
  gradientNorms: { discriminator: 1, generator: 0.6 }, spread: 0.2, growth: 1, losses: [1.37, 0.75],
};

const judged = (changed: Partial<Reading>): { verdict: Verdict; reason: string } => verdictOn({ ...well, ...changed }, healthThresholds);

describe('the verdict', () => {
  it('is healthy, for no reason, when nothing is wrong', () => {
    expect(judged({})).toEqual({ verdict: 'healthy', reason: '' });
  });

  it.each<[Verdict, Partial<Reading>, RegExp]>([
    ['warmingUp', { step: 199, diversity: 0.1 }, /^Step 199 of the 200/],
    ['modeCollapse', { diversity: 0.48 }, /48 % as various/],
    ['modeCollapse', { coverage: 0.15 }, /Only 15 %/],
    ['discriminatorWins', { accuracy: 0.97, overfitting: 0.95 }, /97 % apart/],
    ['overfitting', { accuracyReal: 0.97, accuracyMade: 0.85, accuracy: 0.91, overfitting: 0.94 }, /r_t = 0\.94.*augmentation/],
    ['generatorWins', { accuracyReal: 0.3, accuracyMade: 0.4, accuracy: 0.35 }, /35 % only/],
    ['generatorWins', { spread: 1e-5 }, /0\.000010.*teaches nothing/],
    ['divergence', { losses: [Number.NaN, 1] }, /no longer a finite number/],
    ['divergence', { gradientNorms: { discriminator: Number.POSITIVE_INFINITY, generator: 1 } }, /no longer a finite number/],
    ['divergence', { gradientNorms: { discriminator: 1, generator: 2e4 } }, /norm 2\.0e\+4/],
    ['divergence', { growth: 12 }, /12 times what they were/],
  ])('is %s for %o', (verdict, changed, reason) => {
    expect(judged(changed)).toEqual({ verdict, reason: expect.stringMatching(reason) as string });
  });

  it('names what is gravest', () => {
    expect(judged({ diversity: 0.1, accuracy: 0.99, losses: [Number.NaN] }).verdict).toBe('divergence');
    expect(judged({ diversity: 0.1, accuracy: 0.99 }).verdict).toBe('modeCollapse');
  });

  it('sees divergence while it warms up', () => {
    expect(judged({ step: 3, growth: 50 }).verdict).toBe('divergence');
  });

  it.each<[Partial<Reading>]>([
    [{ accuracy: 0.5, accuracyReal: 0.5, accuracyMade: 0.5, overfitting: 0 }], // fooled half of the time: the aim of the game
    [{ accuracyReal: 0.99, accuracyMade: 0.1, accuracy: 0.55, overfitting: 0.98 }], // it takes everything for real: no sign of knowing pictures by heart
    [{ gradientNorms: { discriminator: 1, generator: Number.NaN } }], // the generator did not act in this step
  ])('stays calm at %o', (changed) => {
    expect(judged(changed).verdict).toBe('healthy');
  });
});
