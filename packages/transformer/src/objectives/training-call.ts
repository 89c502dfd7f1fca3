import type { Key } from '@figment/core/random';
import type { Parameter } from '@figment/core';
import type { ObjectiveCall } from '@figment/core/training';

import { keyAdapters, trainableParameters } from '../adapters/attach.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';

/** What of a network an objective moves. */
export function movedBy(network: TransformerNetwork): () => Iterable<readonly [string, Parameter]> {
  return () => trainableParameters(network);
}

/** The key of what is left out at random: none where nothing is learnt. Readies the adapters, too. */
export function dropoutKey(network: TransformerNetwork, { key, evaluation }: ObjectiveCall): Key | undefined {
  const used = evaluation === true ? undefined : key;
  keyAdapters(network, used);
  return used;
}
