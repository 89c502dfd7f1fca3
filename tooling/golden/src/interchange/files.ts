import { openSafetensors } from '@figment/core/checkpoint';
import type { ModelFiles } from '@figment/core/interchange';

import type { GoldenCase } from '../case/case.ts';

/** The files of a case as diffusers saves them; the importer obeys the config, so all of it counts as read. */
export async function diffusersFiles(golden: GoldenCase): Promise<ModelFiles> {
  const config = golden.readJson('config.json') as Record<string, unknown>;
  golden.options.raw(...Object.keys(config));
  return { config, weights: await openSafetensors(new Blob([golden.readFile('model.safetensors') as Uint8Array<ArrayBuffer>]), `${golden.id}/model.safetensors`) };
}
