import { type CheckpointPath, type CheckpointStore, openSafetensors, type SafetensorsInput, storeAt, writeSafetensors } from '../checkpoint/index.ts';
import { FigmentError } from '../errors.ts';
import type { StoredWeights } from './weights.ts';

/** A model as libraries of Python save it: its config and its weights. */
export interface ModelFiles {
  readonly config: unknown;
  readonly weights: StoredWeights;
}

/** A place where files are read. */
export type ReadableFiles = Pick<CheckpointStore, 'location' | 'read'>;

/** How diffusers calls the file of weights. */
const DIFFUSERS = 'diffusion_pytorch_model';
const CONFIG = 'config.json';

/**
 * Opens a folder that diffusers saved: `config.json`, and `diffusion_pytorch_model.safetensors`, in half precision (`.fp16`) or in
 * several files with their index. Tensors are read when they are asked for.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `SAFETENSORS_INVALID`
 */
export async function readModelFolder(path: CheckpointPath | ReadableFiles): Promise<ModelFiles> {
  const files = filesAt(path);
  const config = await readJsonFile(files, CONFIG);
  if (config === undefined) throw missing(files, CONFIG);
  return { config, weights: await openWeights(files) };
}

/**
 * Writes such a folder: the weights first, so that a folder with a config is complete.
 *
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`
 */
export async function writeModelFolder(path: CheckpointPath, { config, weights }: { readonly config: unknown; readonly weights: readonly SafetensorsInput[] }): Promise<void> {
  const store = storeAt(path);
  await store.write(`${DIFFUSERS}.safetensors`, writeSafetensors(weights, { format: 'pt' }));
  await store.write(CONFIG, [new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`)]);
}

/**
 * A JSON file; undefined where there is none.
 *
 * @throws FigmentError `CONFIG_INVALID` where it is no JSON
 */
export async function readJsonFile(files: ReadableFiles, name: string): Promise<unknown> {
  const source = await files.read(name);
  if (source === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await source.arrayBuffer()));
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', `${files.location}/${name} must be JSON: ${(cause as Error).message}.`, { cause });
  }
}

/** A folder of a store, as a store of its own: 'unet' of a pipeline. */
export function storeWithin(path: CheckpointPath, folder: string): CheckpointStore {
  const store = storeAt(path);
  const within = (name: string): string => (name === '' ? folder : `${folder}/${name}`);
  const { rename } = store;
  return {
    location: `${store.location}/${folder}`,
    read: (name) => store.read(within(name)),
    list: (name) => store.list(within(name)),
    write: (name, chunks) => store.write(within(name), chunks),
    replace: (name, bytes) => store.replace(within(name), bytes),
    rename: rename && ((from, to) => rename(within(from), within(to))),
    remove: (name) => store.remove(within(name)),
  };
}

/** A place's files; nothing is read yet. */
export function filesAt(path: CheckpointPath | ReadableFiles): ReadableFiles {
  return typeof path === 'object' && 'read' in path ? path : storeAt(path);
}

async function openWeights(files: ReadableFiles): Promise<StoredWeights> {
  for (const name of [`${DIFFUSERS}.safetensors`, `${DIFFUSERS}.fp16.safetensors`]) {
    const source = await files.read(name);
    if (source !== undefined) return await openSafetensors(source, `${files.location}/${name}`);
  }
  const index = `${DIFFUSERS}.safetensors.index.json`;
  const json = (await readJsonFile(files, index)) as { readonly weight_map?: Readonly<Record<string, string>> } | undefined;
  if (json === undefined) throw missing(files, `${DIFFUSERS}.safetensors`);
  const shards = await Promise.all([...new Set(Object.values(json.weight_map ?? {}))].map(async (name) => {
    const source = await files.read(name);
    if (source === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${name}, of which ${index} tells; it is not there.`);
    return await openSafetensors(source, `${files.location}/${name}`);
  }));
  return {
    tensors: new Map(shards.flatMap(({ tensors }) => [...tensors])),
    async *readAll() {
      for (const shard of shards) yield* shard.readAll();
    },
  };
}

function missing({ location }: ReadableFiles, file: string): FigmentError {
  return new FigmentError('FILE_NOT_FOUND', `${location} must have ${CONFIG} and ${DIFFUSERS}.safetensors, as diffusers saves them; there is no ${file}.`);
}
