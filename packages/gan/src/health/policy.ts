import type { PolicyAction, PolicyDecision, TrainingPolicy } from '@figment/core/training';

import type { Balance, Verdict } from './balance.ts';

/** What to do once a run is ill. */
export type BalanceCure = 'stop' | 'lowerRate' | 'rollBack';

/** Options of {@link balancePolicy}. */
export interface BalancePolicyOptions {
  /** Steps in a row that the verdict has to be bad before something is done (50); a divergence does not wait. */
  readonly patience?: number | undefined;
  /** What rates are multiplied by (0.5). */
  readonly factor?: number | undefined;
  /** After so many cures that did not last the run is stopped (3). */
  readonly cures?: number | undefined;
  /** How many steps lie between the states that a roll-back may go back to, taken while all is well (100). */
  readonly keepEvery?: number | undefined;
}

/** What it remembers from step to step. */
export interface BalanceMemory {
  /** Steps in a row with a bad verdict. */
  readonly ill: number;
  readonly cures: number;
  /** The step that was kept last. */
  readonly kept: number;
}

/** Whose rate is lowered: that of the network which is too strong. */
const tooFast: Readonly<Partial<Record<Verdict, 'discriminator' | 'generator'>>> = { modeCollapse: 'generator', discriminatorWins: 'discriminator', overfitting: 'discriminator', generatorWins: 'generator' };

/** Acts on a run whose balance is lost: `train(model, { data, policy: balancePolicy('rollBack', { patience: 100 }) })`. */
export function balancePolicy(cure: BalanceCure, { patience = 50, factor = 0.5, cures: most = 3, keepEvery = 100 }: BalancePolicyOptions = {}): TrainingPolicy<{ readonly balance: Balance }, BalanceMemory> {
  return {
    name: `balance/${cure}`,
    decide({ step, losses, balance: { verdict, reason } }, memory = { ill: 0, cures: 0, kept: 0 }): PolicyDecision<BalanceMemory> {
      if (verdict === 'healthy' || verdict === 'warmingUp') {
        const keeps = cure === 'rollBack' && verdict === 'healthy' && step - memory.kept >= keepEvery;
        return { memory: { ...memory, ill: 0, kept: keeps ? step : memory.kept }, action: keeps ? { kind: 'keep' } : undefined };
      }
      const ill = memory.ill + 1;
      if (verdict !== 'divergence' && ill < patience) return { memory: { ...memory, ill } };
      const cures = memory.cures + 1;
      return { memory: { ...memory, ill: 0, cures }, action: cures > most ? stop(`${verdict}, again after ${most} cures: ${reason}`) : act(Object.keys(losses), verdict, reason) };
    },
  };

  function act(objectives: readonly string[], verdict: Verdict, reason: string): PolicyAction {
    const why = `${verdict}: ${reason}`;
    if (cure === 'stop') return stop(why);
    if (cure === 'rollBack') return { kind: 'rollBack', by: factor, reason: why };
    const network = tooFast[verdict];
    const named = objectives.filter((name) => network !== undefined && name.startsWith(network));
    return { kind: 'scaleRate', by: named.length === 0 ? factor : Object.fromEntries(named.map((name) => [name, factor])), reason: why };
  }
}

const stop = (reason: string): PolicyAction => ({ kind: 'stop', reason });
