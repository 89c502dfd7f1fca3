import { transformer } from '@figment/transformer';
import { openHuggingFace } from '@figment/transformer/huggingface';
import { causalModel, type TransformerNetwork } from '@figment/transformer/network';
import type { NextTokenModel } from '@figment/transformer/generation';

import type { GoldenCase } from '../case/case.ts';

/** Opens language models of other cases, by folders that lie beside this one, and frees them after `use`. */
export async function withModels<T>(golden: GoldenCase, folders: readonly string[], use: (...models: NextTokenModel[]) => Promise<T>): Promise<T> {
  const blob = (path: string): Blob => new Blob([golden.readFile(path) as Uint8Array<ArrayBuffer>]);
  const opened: Awaited<ReturnType<typeof openHuggingFace<typeof transformer>>>[] = [];
  try {
    for (const folder of folders) opened.push(await openHuggingFace({ 'config.json': blob(`${folder}/config.json`), 'model.safetensors': blob(`${folder}/model.safetensors`) }, transformer));
    return await use(...opened.map(({ modules }) => causalModel(modules['network'] as TransformerNetwork) as unknown as NextTokenModel));
  } finally {
    for (const model of opened) model.dispose();
  }
}
