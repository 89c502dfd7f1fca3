import { type CheckpointPath, type CheckpointStore, openSafetensors, type Safetensors, storeAt, writeSafetensors } from '@figment/core/checkpoint';
import type { Module } from '@figment/core/nn';
import { FigmentError } from '@figment/core';

import { weightsOf } from './weights.ts';

const CONFIG = 'config.json';
const WEIGHTS = 'diffusion_pytorch_model.safetensors';

/** A model's folder as diffusers saves it. */
export interface DiffusersFiles {
  readonly config: unknown;
  readonly weights: Safetensors;
}

/**
 * Opens `config.json` and `diffusion_pytorch_model.safetensors`; tensors are read when they are asked for.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`
 */
export async function readFolder(path: CheckpointPath): Promise<DiffusersFiles> {
  const store = storeAt(path);
  const text = new TextDecoder().decode(await (await required(store, CONFIG)).arrayBuffer());
  return { config: parseJson(text, store), weights: await openSafetensors(await required(store, WEIGHTS), `${store.location}/${WEIGHTS}`) };
}

/** Writes both files: the weights first, so that a folder with a config is complete. */
export async function writeFolder(path: CheckpointPath, module: Module, config: unknown, dtype: 'F32' | 'F16'): Promise<void> {
  const store = storeAt(path);
  await store.write(WEIGHTS, writeSafetensors(weightsOf(module, dtype), { format: 'pt' }));
  await store.write(CONFIG, [new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`)]);
}

async function required(store: CheckpointStore, file: string) {
  const source = await store.read(file);
  if (source === undefined) throw new FigmentError('FILE_NOT_FOUND', `${store.location} must have ${CONFIG} and ${WEIGHTS}, as diffusers saves them; there is no ${file}.`);
  return source;
}

function parseJson(text: string, { location }: CheckpointStore): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', `${location}/${CONFIG} must be JSON: ${(cause as Error).message}.`, { cause });
  }
}
