import { type CheckpointPath, openSafetensors, type SafetensorsInput, storeAt, writeSafetensors } from '@figment/core/checkpoint';
import { download, tidy, upload } from '@figment/core/ops';
import { refreshHostCopy } from '@figment/core/plugin';
import { key } from '@figment/core/random';
import { filesOf } from '@figment/core/interchange';
import { FigmentError } from '@figment/core';

import { type Files, type HuggingFaceSource, readJson } from '../huggingface/files/source.ts';
import { type Adaptable, attachAdapter } from './attach.ts';
import type { AdapterHandle } from './handle.ts';
import { invalidAdapter, listed } from './invalid-adapter.ts';
import type { AdapterSettings } from './settings.ts';

const SETTINGS = 'adapter.json';
const WEIGHTS = 'adapter.safetensors';

/**
 * Saves an adapter alone: `adapter.json`, its settings, and `adapter.safetensors`. For a file that others read, see `writePeftAdapter`.
 *
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`, `OPTIONS_INVALID`
 */
export async function saveAdapter(handle: AdapterHandle, to: CheckpointPath): Promise<void> {
  const store = storeAt(to);
  const inputs = [...handle.parameters()].map(([name, parameter]): SafetensorsInput => ({ name, dtype: 'F32', shape: parameter.shape, read: async () => (await download(parameter)).data }));
  await store.write(WEIGHTS, writeSafetensors(inputs));
  // Last, so that a folder that has it is complete.
  await store.write(SETTINGS, [new TextEncoder().encode(`${JSON.stringify(handle.settings, null, 2)}\n`)]);
}

/**
 * Puts an adapter that was saved onto a model.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`
 * @throws FigmentError `ADAPTER_INVALID` listing what does not fit the model
 */
export async function openAdapter(model: Adaptable, from: HuggingFaceSource): Promise<AdapterHandle> {
  const files = filesOf(from);
  const settings = await readJson(files, SETTINGS);
  if (settings === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${SETTINGS}; there is none.`);
  const weights = await openWeights(files, WEIGHTS);
  const handle = attachAdapter(model, settings as AdapterSettings, { key: key(0) });
  try {
    const wanted = new Map(handle.parameters());
    const unfit = [
      ...[...wanted].filter(([name, { shape }]) => weights.tensors.get(name)?.shape.join() !== shape.join()).map(([name, { shape }]) => `it lacks ${name} of shape [${shape.join(', ')}]`),
      ...[...weights.tensors.keys()].filter((name) => !wanted.has(name)).map((name) => `it has ${name}, without a place for it`),
    ];
    if (unfit.length > 0) throw invalidAdapter(`${files.location} does not fit the model: ${listed(unfit)}`);
    for await (const [name, array] of weights.readAll()) tidy(() => { wanted.get(name)!.assign(upload(array, 'float32')); });
    if ('modules' in model) await refreshHostCopy(model);
  } catch (error) {
    handle.detach();
    throw error;
  }
  return handle;
}

/** A safetensors file of a source. @throws FigmentError `FILE_NOT_FOUND`, `SAFETENSORS_INVALID` */
export async function openWeights(files: Files, name: string): ReturnType<typeof openSafetensors> {
  const file = await files.read(name);
  if (file === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${name}; there is none.`);
  return await openSafetensors(file, `${files.location}/${name}`);
}
