import type { Objective } from '@figment/core/training';

import type { MaskedRows } from '../data/batches.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { tokenLoss } from './token-loss.ts';
import { dropoutKey, movedBy } from './training-call.ts';

/** What was hidden: Devlin et al. 2019, arXiv:1810.04805, section 3.1. */
export function maskedObjective(network: TransformerNetwork): Objective<MaskedRows> {
  return {
    name: 'masked words',
    parameters: movedBy(network),
    loss({ ids, mask, targets }, call) {
      const { hidden, balanceLoss } = network.encode(ids, { mask, key: dropoutKey(call) });
      return tokenLoss({ logits: network.logits(hidden), targets, balance: [balanceLoss] });
    },
  };
}
