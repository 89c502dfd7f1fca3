import { argMax, cast, crossEntropy, equal, mean } from '@figment/core/ops';
import type { Objective } from '@figment/core/training';

import type { LabelledRows } from '../data/batches.ts';
import { classLogits } from '../network/class-logits.ts';
import type { Pooling } from '../network/pooling.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { dropoutKey, movedBy } from './training-call.ts';

/** Which class a text is of. */
export function classificationObjective(network: TransformerNetwork, { pooling = 'mean' }: { readonly pooling?: Pooling | undefined } = {}): Objective<LabelledRows> {
  return {
    name: 'class',
    parameters: movedBy(network),
    loss({ ids, mask, label }, call) {
      const { hidden } = network.encode(ids, { mask, key: dropoutKey(call) });
      const logits = classLogits(network, hidden, mask, pooling); // [B, classes]
      return { loss: crossEntropy(logits, label), metrics: { accuracy: mean(cast(equal(argMax(logits, -1), label), 'float32')) } };
    },
  };
}
