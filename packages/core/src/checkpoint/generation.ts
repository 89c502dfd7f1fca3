/**
 * How several files change together, on stores that can only replace one small file at a time.
 *
 * The files of generation 7 are written as `model.safetensors.7` … beside those of generation 6. Then figment.json is replaced by one that says
 * generation 7: at that moment, and no other, the new checkpoint is the current one. What follows is tidying: the files are moved to their plain
 * names where the store can rename. So a file of generation 7 lies under its numbered name as long as there is such a file, else under its plain
 * name, and a process that is killed at any moment leaves the old checkpoint or the new.
 */
import type { ByteSource, Chunks } from './bytes.ts';
import { encodeManifest, type Manifest, MANIFEST, MODEL, parseManifest, TRAINING } from './manifest.ts';
import type { CheckpointStore } from './stores/store.ts';

/** Older checkpoints that are kept lie here, each a complete one: `earlier/step-500/`. */
const EARLIER = 'earlier';

/** The current figment.json; undefined when nothing was saved here. */
async function currentManifest(store: CheckpointStore): Promise<Manifest | undefined> {
  const file = await store.read(MANIFEST);
  return file && parseManifest(await file.arrayBuffer(), `${store.location}/${MANIFEST}`);
}

/** Opens a file of a generation under the name that it has now. */
export async function openFile(store: CheckpointStore, path: string, generation: number): Promise<ByteSource | undefined> {
  const numbered = `${path}.${generation}`;
  // Who can't list can't write either: a copy on a web server, where asking for what is not there is an error in the console.
  const names = await store.list(folderOf(path));
  if (names === undefined) return (await store.read(path)) ?? (await store.read(numbered));
  return (names.includes(nameOf(numbered)) ? await store.read(numbered) : undefined) ?? (await store.read(path));
}

/**
 * Makes `files` and `manifest` the current checkpoint, all or nothing.
 *
 * @param keep How many earlier checkpoints stay, in `earlier/`
 * @throws FigmentError `STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_READ_ONLY`; what was there is untouched.
 * `CHECKPOINT_SPEC_UNSUPPORTED`, `CHECKPOINT_INVALID` when what is there can't be understood, and so must not be overwritten
 */
export async function commit(store: CheckpointStore, manifestOf: (generation: number) => Manifest, files: (generation: number) => ReadonlyMap<string, Chunks>, keep = 0): Promise<void> {
  const current = await currentManifest(store);
  if (current !== undefined) await settle(store, current);
  const manifest = manifestOf((current?.generation ?? 0) + 1);
  const { generation } = manifest;
  await sweep(store, [...manifest.files, ...(current ? current.files : [])], current?.generation);
  const written: string[] = [];
  try {
    for (const [path, chunks] of files(generation)) {
      written.push(`${path}.${generation}`);
      await store.write(`${path}.${generation}`, chunks);
    }
    await store.replace(MANIFEST, encodeManifest(manifest));
  } catch (error) {
    for (const path of written) await store.remove(path).catch(() => undefined);
    throw error;
  }
  // The checkpoint is saved. Tidying that fails, e.g. because a reader holds a file open, is made up for by the next save.
  try {
    if (current !== undefined && (current.step === undefined || current.step !== manifest.step)) await retire(store, current, keep);
    await settle(store, manifest, current);
  } catch {
    // see above
  }
}

/** Moves a generation's files to their plain names, and removes those that only the one before had. */
async function settle(store: CheckpointStore, manifest: Manifest, before?: Manifest): Promise<void> {
  for (const path of before ? before.files : []) {
    if (store.rename === undefined) await store.remove(`${path}.${before?.generation ?? 0}`);
    if (store.rename === undefined || !manifest.files.includes(path)) await store.remove(path);
  }
  if (store.rename === undefined) return;
  for (const path of manifest.files) {
    const numbered = `${path}.${manifest.generation}`;
    if ((await store.list(folderOf(path)))?.includes(nameOf(numbered))) await store.rename(numbered, path);
  }
}

/** Removes what a killed process left half-written: numbered files of any generation but the current one. */
async function sweep(store: CheckpointStore, paths: readonly string[], current: number | undefined): Promise<void> {
  const names = new Set([MODEL, TRAINING, ...paths.map(nameOf)]);
  for (const folder of new Set(['', ...paths.map(folderOf)])) {
    for (const name of (await store.list(folder)) ?? []) {
      const [, plain = '', number] = /^(.+)\.(\d+)$/.exec(name) ?? [];
      if (names.has(plain) && Number(number) !== current) await store.remove(folder === '' ? name : `${folder}/${name}`);
    }
  }
}

/** Moves the checkpoint that was current to `earlier/`, and removes the oldest there. Called before the new files take their plain names. */
async function retire(store: CheckpointStore, manifest: Manifest, keep: number): Promise<void> {
  if (keep === 0) return;
  const folder = `${EARLIER}/step-${manifest.step ?? manifest.generation}`;
  await store.remove(folder);
  for (const path of manifest.files) await move(store, path, `${folder}/${path}`, manifest.generation);
  await store.replace(`${folder}/${MANIFEST}`, encodeManifest(manifest));
  const kept = ((await store.list(EARLIER)) ?? []).flatMap((name) => {
    const step = /^step-(\d+)$/.exec(name)?.[1];
    return step === undefined ? [] : [Number(step)];
  });
  kept.sort((a, b) => b - a);
  for (const step of kept.slice(keep)) await store.remove(`${EARLIER}/step-${step}`);
}

async function move(store: CheckpointStore, from: string, to: string, generation: number): Promise<void> {
  const numbered = `${from}.${generation}`;
  const now = (await store.list(folderOf(from)))?.includes(nameOf(numbered)) ? numbered : from;
  if (store.rename !== undefined) {
    await store.rename(now, to);
    return;
  }
  const file = await store.read(now);
  if (file !== undefined) await store.write(to, [new Uint8Array(await file.arrayBuffer())]);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
