import { split } from '@figment/core/random';
import type { Objective } from '@figment/core/training';

import type { TranslationRows } from '../data/batches.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { tokenLoss } from './token-loss.ts';
import { dropoutKey, movedBy } from './training-call.ts';

/** One text's counterpart, each token after the true ones before it (Sutskever et al. 2014, arXiv:1409.3215), or spans that were cut out. */
export function sequenceToSequenceObjective(network: TransformerNetwork, { labelSmoothing = 0 }: { readonly labelSmoothing?: number | undefined } = {}): Objective<TranslationRows> {
  return {
    name: 'sequence to sequence',
    parameters: movedBy(network),
    loss({ ids, mask, targetIds, targets }, call) {
      const key = dropoutKey(call);
      const [forEncoder, forDecoder] = key === undefined ? [] : split(key, 2);
      const read = network.encode(ids, { mask, key: forEncoder });
      const written = network.decode(targetIds, { context: read.hidden, contextMask: mask, key: forDecoder });
      return tokenLoss({ logits: network.logits(written.hidden), targets, labelSmoothing, balance: [read.balanceLoss, written.balanceLoss] });
    },
  };
}
