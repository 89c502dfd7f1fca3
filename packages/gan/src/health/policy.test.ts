import type { TrainEvent } from '@figment/core';
import type { PolicyAction } from '@figment/core/training';
import { describe, expect, it } from 'vitest';

import type { Balance, Verdict } from './balance.ts';
import { type BalanceCure, type BalanceMemory, balancePolicy, type BalancePolicyOptions } from './policy.ts';

const event = (step: number, verdict: Verdict): TrainEvent & { balance: Balance } => ({
  step, steps: 1000, losses: { discriminator: 1, generator: 1 }, metrics: {}, gradientNorms: {}, learningRate: 1, samplesPerSecond: 1, saved: false,
  balance: { accuracyReal: 0.6, accuracyMade: 0.6, accuracy: 0.6, distance: 0.1, overfitting: 0.2, diversity: 1, coverage: 1, gradientNorms: { discriminator: 1, generator: 1 }, verdict, reason: 'so it is' },
});

/** What is done after each of these verdicts. */
function actions(cure: BalanceCure, verdicts: readonly Verdict[], options?: BalancePolicyOptions): (PolicyAction | undefined)[] {
  const policy = balancePolicy(cure, options);
  let memory: BalanceMemory | undefined;
  return verdicts.map((verdict, i) => {
    const decided = policy.decide(event(i + 1, verdict), memory === undefined ? undefined : (JSON.parse(JSON.stringify(memory)) as BalanceMemory));
    memory = decided.memory;
    return decided.action;
  });
}

const times = (count: number, verdict: Verdict): Verdict[] => Array.from({ length: count }, () => verdict);

describe('the policy of the balance', () => {
  it('waits until the verdict has been bad so many times in a row', () => {
    const done = actions('stop', [...times(2, 'modeCollapse'), 'healthy', ...times(3, 'modeCollapse')], { patience: 3 });
    expect(done).toEqual([undefined, undefined, undefined, undefined, undefined, { kind: 'stop', reason: 'modeCollapse: so it is' }]);
  });

  it('does not wait where it diverges', () => {
    expect(actions('stop', ['healthy', 'divergence'])).toEqual([undefined, { kind: 'stop', reason: 'divergence: so it is' }]);
  });

  it.each<[Verdict, PolicyAction]>([
    ['modeCollapse', { kind: 'scaleRate', by: { generator: 0.5 }, reason: 'modeCollapse: so it is' }],
    ['discriminatorWins', { kind: 'scaleRate', by: { discriminator: 0.5 }, reason: 'discriminatorWins: so it is' }],
    ['overfitting', { kind: 'scaleRate', by: { discriminator: 0.5 }, reason: 'overfitting: so it is' }],
    ['generatorWins', { kind: 'scaleRate', by: { generator: 0.5 }, reason: 'generatorWins: so it is' }],
    ['divergence', { kind: 'scaleRate', by: 0.5, reason: 'divergence: so it is' }],
  ])('lowers the rate of the network that is too strong: %s', (verdict, action) => {
    expect(actions('lowerRate', [verdict], { patience: 1 })).toEqual([action]);
  });

  it('keeps a state now and then while all is well, and goes back to it', () => {
    const done = actions('rollBack', ['warmingUp', ...times(6, 'healthy'), ...times(2, 'modeCollapse')], { patience: 2, keepEvery: 3, factor: 0.25 });
    expect(done.map((action) => action?.kind)).toEqual([undefined, undefined, 'keep', undefined, undefined, 'keep', undefined, undefined, 'rollBack']);
    expect(done.at(-1)).toEqual({ kind: 'rollBack', by: 0.25, reason: 'modeCollapse: so it is' });
  });

  it('gives up after some cures', () => {
    const done = actions('rollBack', times(6, 'modeCollapse'), { patience: 2, cures: 2 });
    expect(done.map((action) => action?.kind)).toEqual([undefined, 'rollBack', undefined, 'rollBack', undefined, 'stop']);
  });
});
