import { FigmentError, type HostArray } from '@figment/core';
import { openSafetensors, type Safetensors, type SafetensorsEntry } from '@figment/core/checkpoint';

import { type Files, readJson } from './source.ts';

const SINGLE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/** The weights of a model, in one file or in several. */
export interface WeightFiles {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  /** Those of these names, as float32; few lie in memory at a time. */
  read(names: ReadonlySet<string>): AsyncGenerator<readonly [name: string, array: HostArray], void, undefined>;
}

/**
 * Opens `model.safetensors`, or the files that `model.safetensors.index.json` lists. Only headers are read yet.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `SAFETENSORS_INVALID`, `CONFIG_INVALID`;
 * `CHECKPOINT_MISMATCH` where the index names a tensor that its file does not have
 */
export async function openWeightFiles(files: Files): Promise<WeightFiles> {
  const opened: Safetensors[] = [];
  const single = await files.read(SINGLE);
  if (single !== undefined) opened.push(await openSafetensors(single, `${files.location}/${SINGLE}`));
  else opened.push(...(await openShards(files)));
  return {
    tensors: new Map(opened.flatMap(({ tensors }) => [...tensors])),
    async *read(names) {
      for (const file of opened) yield* file.readAll({ names });
    },
  };
}

async function openShards(files: Files): Promise<Safetensors[]> {
  const index = (await readJson(files, INDEX)) as { readonly weight_map?: Readonly<Record<string, string>> } | undefined;
  if (index === undefined) throw await noWeights(files);
  const placed = Object.entries(index.weight_map ?? {});
  const opened = new Map<string, Safetensors>();
  for (const name of new Set(placed.map(([, file]) => file))) {
    const shard = await files.read(name);
    if (shard === undefined) throw new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${name}, of which ${INDEX} tells; it is not there.`);
    opened.set(name, await openSafetensors(shard, `${files.location}/${name}`));
  }
  const lost = placed.filter(([tensor, file]) => opened.get(file)?.tensors.has(tensor) !== true).map(([tensor, file]) => `${tensor} (${file})`);
  if (lost.length > 0) throw new FigmentError('CHECKPOINT_MISMATCH', `${files.location}: ${INDEX} lists what its files do not have: ${lost.slice(0, 20).join(', ')}.`);
  return [...opened.values()];
}

/** Formats that are not read, by their files. */
const foreign: Readonly<Record<string, string>> = {
  'pytorch_model.bin': 'a pickle, which may run any program when it is opened',
  'pytorch_model.bin.index.json': 'pickles, which may run any program when they are opened',
  'tf_model.h5': "TensorFlow's format",
  'flax_model.msgpack': "Flax's format",
};

async function noWeights(files: Files): Promise<FigmentError> {
  for (const [name, what] of Object.entries(foreign)) {
    if ((await files.read(name)) === undefined) continue;
    return new FigmentError('FILE_NOT_FOUND', `${files.location} has no ${SINGLE}; it has ${name}: ${what}. Convert it in Python: AutoModel.from_pretrained(folder).save_pretrained(folder), with the class that config.json names.`);
  }
  return new FigmentError('FILE_NOT_FOUND', `${files.location} must have ${SINGLE} or ${INDEX}; there is neither.`);
}
