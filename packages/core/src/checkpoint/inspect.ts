import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import type { Manifest } from './manifest.ts';
import type { SafetensorsDType } from './safetensors/index.ts';
import { findStore } from './stores/store-at.ts';
import type { CheckpointPath } from './stores/store.ts';

/** A tensor of a checkpoint, without its numbers. */
export interface InspectedTensor {
  readonly name: string;
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** What is in a checkpoint. */
export interface Inspection {
  readonly location: string;
  /** What figment.json says. */
  readonly manifest: Manifest;
  /** Without figment.json and the files of parts. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly tensors?: readonly InspectedTensor[] | undefined }[];
  /** Numbers in model.safetensors, without parts. */
  readonly parameterCount: number;
  readonly parts: Readonly<Record<string, Inspection>>;
}

/**
 * What is in a checkpoint, without reading its weights.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CHECKPOINT_INVALID`, `CHECKPOINT_SPEC_UNSUPPORTED`, `SAFETENSORS_INVALID`
 */
export async function inspectCheckpoint(path: CheckpointPath): Promise<Inspection> {
  return await inspect(await openCheckpoint(await findStore(path)));
}

async function inspect(checkpoint: Checkpoint): Promise<Inspection> {
  const { location, manifest } = checkpoint;
  const ofParts = Object.values(manifest.parts ?? {}).map((folder) => `${folder.replace(/\/$/, '')}/`);
  const names = manifest.files.filter((name) => !ofParts.some((folder) => name.startsWith(folder)));
  const files = await Promise.all(names.map(async (name) => {
    if (!name.endsWith('.safetensors')) return { name, bytes: (await checkpoint.file(name)).size };
    const { size, tensors } = await checkpoint.tensors(name);
    return { name, bytes: size, tensors: [...tensors].map(([tensor, { dtype, shape, start, end }]) => ({ name: tensor, dtype, shape, bytes: end - start })) };
  }));
  const weights = files.find(({ name }) => name === 'model.safetensors')?.tensors ?? [];
  const parts = await Promise.all(Object.keys(manifest.parts ?? {}).map(async (name) => [name, await inspect(await checkpoint.part(name))] as const));
  return {
    location,
    manifest,
    files,
    parameterCount: weights.reduce((count, { shape }) => count + shape.reduce((size, axis) => size * axis, 1), 0),
    parts: Object.fromEntries(parts),
  };
}
