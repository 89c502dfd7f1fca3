import type { NextTokenModel } from '@figment/transformer/generation';
import { openHuggingFace, type TransformerModel } from '@figment/transformer/huggingface';
import { causalModel, type CausalState, type TransformerNetwork } from '@figment/transformer/network';

import type { GoldenCase } from '../case/case.ts';

/** Opens language models of other cases, by folders seen from this one, and frees them after `use`. */
export async function withModels<T>(golden: GoldenCase, folders: readonly string[], use: (...models: NextTokenModel<CausalState>[]) => Promise<T>): Promise<T> {
  const blob = (path: string): Blob => new Blob([golden.readFile(path) as Uint8Array<ArrayBuffer>]);
  const opened: TransformerModel[] = [];
  try {
    for (const folder of folders) opened.push(await openHuggingFace({ 'config.json': blob(`${folder}/config.json`), 'model.safetensors': blob(`${folder}/model.safetensors`) }));
    return await use(...opened.map(({ modules }) => causalModel(modules['network'] as TransformerNetwork)));
  } finally {
    for (const model of opened) model.dispose();
  }
}
