import type { Objective } from '@figment/core/training';

import type { TextEncoderConfig } from '../config/text-encoder.ts';
import type { EncoderRows } from '../data/batches.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';
import { classificationObjective } from './classification.ts';
import { contrastiveObjective } from './contrastive.ts';
import { maskedObjective } from './masked.ts';

/** The objective that a config names. Its batches are those of `textEncoderData` with the same config. */
export function textEncoderObjective(network: TransformerNetwork, { objective, pooling }: Pick<TextEncoderConfig, 'objective' | 'pooling'>): Objective<EncoderRows> {
  const made = {
    masked: () => maskedObjective(network),
    contrastive: () => contrastiveObjective(network, { pooling }),
    classify: () => classificationObjective(network, { pooling }),
  }[objective]();
  return made;
}
