import type { Objective } from '@figment/core/training';

import type { SegmentedRows, TokenRows } from '../data/batches.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { tokenLoss } from './token-loss.ts';
import { dropoutKey, movedBy } from './training-call.ts';

/** What comes next: Radford et al. 2018, "Improving language understanding by generative pre-training", eq. 1. */
export function nextTokenObjective(network: TransformerNetwork): Objective<TokenRows> {
  return {
    name: 'next token',
    parameters: movedBy(network),
    loss(batch, call) {
      const { ids, targets, bytes, segments, positions } = batch as TokenRows & Partial<SegmentedRows>;
      const { hidden, balanceLoss } = network.decode(ids, { segments, positions, key: dropoutKey(call) });
      return tokenLoss({ logits: network.logits(hidden), targets, bytes, balance: [balanceLoss] });
    },
  };
}
