import type { Key } from '@figment/core/random';
import type { Parameter } from '@figment/core';
import type { ObjectiveCall } from '@figment/core/training';

import { trainableParameters } from '../adapters/attach.ts';
import type { TransformerNetwork } from '../network/transformer-network.ts';

/** What of a network an objective moves: its adapter, if it has one. */
export function movedBy(network: TransformerNetwork): () => Iterable<readonly [string, Parameter]> {
  return () => trainableParameters(network);
}

/** The key of what is left out at random: none where nothing is learnt. */
export function dropoutKey({ key, evaluation }: ObjectiveCall): Key | undefined {
  return evaluation === true ? undefined : key;
}
