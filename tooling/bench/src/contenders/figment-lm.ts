/** The language model of a Hugging Face folder, opened as an application opens it. */
import { openHuggingFace } from '@figment/transformer/huggingface';
import { causalModel, type TransformerNetwork } from '@figment/transformer/network';

import { parameterCount } from '../models/index.ts';
import type { Settings } from '../settings.ts';
import { start } from './start.ts';

export async function openLanguageModel({ model: folder, ...where }: Pick<Settings, 'model' | 'backend' | 'threads' | 'device'>) {
  const name = await start(where);
  const model = await openHuggingFace(folder, undefined, { tokenizer: false });
  const network = model.modules['network'] as TransformerNetwork;
  return { name, model, network, reader: causalModel(network), parameters: parameterCount(network) };
}
