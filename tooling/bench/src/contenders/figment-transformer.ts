/** GPT-2 as `@figment/transformer` makes it, with the weights that its twins in other libraries have. */
import { createModel } from '@figment/core';
import { transformer } from '@figment/transformer';
import type { TransformerNetwork } from '@figment/transformer/network';

import { parameterCount, setCommonWeights } from '../models/index.ts';
import type { Settings } from '../settings.ts';
import { start } from './start.ts';

export async function gpt2({ sizes, ...where }: Pick<Settings, 'sizes' | 'backend' | 'threads' | 'device'>) {
  const name = await start(where);
  const model = await createModel(transformer, { preset: 'gpt2', ...sizes, tied: false, feedForward: { kind: 'gelu' } }, { seed: 1 });
  const network = model.modules['network'] as TransformerNetwork;
  setCommonWeights(network);
  return { name, model, network, parameters: parameterCount(network) };
}
