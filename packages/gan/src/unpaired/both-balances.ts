import type { Balance, Verdict } from '../health/balance.ts';

/** How both directions stand. */
export interface BothBalances {
  /** Of the direction that is worse. */
  readonly balance: Balance;
  readonly balances: { readonly forward: Balance; readonly backward: Balance };
}

/** From what matters least to what matters most. */
const gravity: readonly Verdict[] = ['healthy', 'warmingUp', 'generatorWins', 'overfitting', 'discriminatorWins', 'modeCollapse', 'divergence'];

/** Where one direction fails, both do: each learns of the other. */
export function bothBalances(forward: Balance, backward: Balance): BothBalances {
  const isWorse = gravity.indexOf(backward.verdict) > gravity.indexOf(forward.verdict);
  return { balance: isWorse ? backward : forward, balances: { forward, backward } };
}
