import type { NamedPolicy } from '@figment/core/training';

import type { Balance } from './balance.ts';
import { type BalanceCure, balancePolicy } from './policy.ts';

/** What can be done when the balance is lost, for definitions to offer. */
export const balancePolicies: Readonly<Record<BalanceCure, NamedPolicy<{ readonly balance: Balance }>>> = {
  stop: { title: 'Stop', description: 'Ends the run when the balance has been lost for a while.', policy: balancePolicy('stop') },
  lowerRate: { title: 'Lower the rate', description: 'Halves the learning rate of the network that is too strong; stops after three times.', policy: balancePolicy('lowerRate') },
  rollBack: { title: 'Roll back', description: 'Goes back to the last state that was healthy and on from there at half the learning rate, with other draws; stops after three times.', policy: balancePolicy('rollBack') },
};
