import { FigmentError } from '../errors.ts';
import type { ByteSource } from './bytes.ts';
import { openFile } from './generation.ts';
import { isBeside, type Manifest, MANIFEST, parseManifest } from './manifest.ts';
import { openSafetensors, type Safetensors } from './safetensors/index.ts';
import type { CheckpointStore } from './stores/store.ts';

/** An open checkpoint: what it says of itself, and its files. */
export interface Checkpoint {
  /** In messages: 'runs/a'. */
  readonly location: string;
  readonly manifest: Manifest;
  /**
   * One of its files.
   *
   * @throws FigmentError `CHECKPOINT_INVALID` when it should be there and is not
   */
  file(name: string): Promise<ByteSource>;
  /** One of its safetensors files. */
  tensors(name: string): Promise<Safetensors>;
  /** A checkpoint that this one is made of. */
  part(name: string): Promise<Checkpoint>;
}

/** In the header of each of our safetensors files: which generation it belongs to. */
export const GENERATION = 'figment.generation';

/**
 * Opens the current checkpoint of a store.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `CHECKPOINT_INVALID`, `CHECKPOINT_SPEC_UNSUPPORTED`
 */
export async function openCheckpoint(store: CheckpointStore): Promise<Checkpoint> {
  const file = await store.read(MANIFEST);
  if (file === undefined) throw new FigmentError('FILE_NOT_FOUND', `${store.location} holds no checkpoint: there is no ${MANIFEST}.`);
  return await openAt(store, '', file);
}

async function openAt(store: CheckpointStore, folder: string, file: ByteSource): Promise<Checkpoint> {
  const location = folder === '' ? store.location : `${store.location}/${folder.replace(/\/$/, '')}`;
  const manifest = parseManifest(await file.arrayBuffer(), `${location}/${MANIFEST}`);
  const read = async (name: string): Promise<ByteSource> => {
    const source = await openFile(store, `${folder}${name}`, manifest.generation);
    if (source === undefined) throw new FigmentError('CHECKPOINT_INVALID', `${location}: ${name} is missing.`);
    return source;
  };
  return {
    location,
    manifest,
    file: read,
    async tensors(name) {
      const opened = await openSafetensors(await read(name), `${location}/${name}`);
      const generation = opened.metadata[GENERATION];
      if (generation !== undefined && generation !== String(manifest.generation)) {
        throw new FigmentError('CHECKPOINT_INVALID', `${location}: ${name} was saved at another time (${generation}) than ${MANIFEST} (${manifest.generation}): the files of two checkpoints were mixed.`);
      }
      return opened;
    },
    async part(name) {
      const inside = manifest.parts?.[name];
      if (inside === undefined) throw new FigmentError('CHECKPOINT_INVALID', `${location} has no part "${name}".`);
      const path = `${inside.replace(/\/$/, '')}/`;
      if (isBeside(path)) return await openBeside(store, folder, path, `${location}: the part "${name}"`);
      const partFile = await openFile(store, `${folder}${path}${MANIFEST}`, manifest.generation);
      if (partFile === undefined) throw new FigmentError('CHECKPOINT_INVALID', `${location}: the part "${name}" is missing (${path}${MANIFEST}).`);
      return await openAt(store, `${folder}${path}`, partFile);
    },
  };
}

/** A part that another checkpoint holds, or is: '../text-to-emoji/denoiser/'. Its files are of that one's generation. */
async function openBeside(store: CheckpointStore, folder: string, path: string, what: string): Promise<Checkpoint> {
  const owner = `${/^\.\.\/[^/]+/.exec(path)![0]}/${MANIFEST}`;
  const ownerFile = folder === '' ? await store.read(owner) : undefined;
  const generation = ownerFile && parseManifest(await ownerFile.arrayBuffer(), `${store.location}/${owner}`).generation;
  const file = generation === undefined ? undefined : await openFile(store, `${path}${MANIFEST}`, generation);
  if (file === undefined) throw new FigmentError('CHECKPOINT_INVALID', `${what} is missing: it lies in another folder, ${path}, which must stand beside this one.`);
  return await openAt(store, path, file);
}
