import { describe, expect, it } from 'vitest';

import { FigmentError } from '../errors.ts';
import type { Chunks } from './bytes.ts';
import { openCheckpoint } from './checkpoint.ts';
import { commit } from './generation.ts';
import type { Manifest } from './manifest.ts';
import { type MemoryFiles, memoryStore } from './stores/memory.ts';
import type { CheckpointStore } from './stores/store.ts';

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

/** Two files that name the step, so that a mixture shows; every third step has a third file. */
function save(store: CheckpointStore, step: number, keep = 0): Promise<void> {
  const files = ['model.safetensors', 'training.safetensors', 'part/model.safetensors', ...(step % 3 === 0 ? ['tokenizer.json'] : [])];
  return commit(
    store,
    (generation): Manifest => ({ spec: 1, generation, model: 'test/m', config: {}, step, files, parts: {} }),
    () => new Map<string, Chunks>(files.map((name) => [name, [text(`${name} `), text(`of ${step}`)]])),
    keep,
  );
}

/** The step of the current checkpoint, all of whose files must be of that step; undefined if there is none. */
async function stepOf(store: CheckpointStore, folder = ''): Promise<number | undefined> {
  if (!((await store.list(folder)) ?? []).includes('figment.json')) return undefined;
  const checkpoint = await openCheckpoint(folder === '' ? store : below(store, folder));
  const { manifest } = checkpoint;
  for (const name of manifest.files) expect(new TextDecoder().decode(await (await checkpoint.file(name)).arrayBuffer())).toBe(`${name} of ${manifest.step ?? -1}`);
  return manifest.step;
}

function below(store: CheckpointStore, folder: string): CheckpointStore {
  return { ...store, read: (path) => store.read(`${folder}/${path}`), list: (path) => store.list(path === '' ? folder : `${folder}/${path}`) };
}

class Killed extends Error {}

/** A store whose process dies at its `fatal`-th change: a file that is being written stays half-written, and nothing runs after. */
function mortal(store: CheckpointStore, fatal: number): CheckpointStore {
  let changes = 0;
  const change = async (work: () => Promise<void>, dying: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    changes += 1;
    if (changes > fatal) throw new Killed();
    if (changes < fatal) { await work(); return; }
    await dying();
    throw new Killed();
  };
  return {
    ...store,
    write: (path, chunks) => change(() => store.write(path, chunks), () => store.write(path, [text('half')])),
    replace: (path, bytes) => change(() => store.replace(path, bytes)),
    rename: store.rename && ((from, to) => change(() => store.rename?.(from, to) ?? Promise.resolve())),
    remove: (path) => change(() => store.remove(path)),
  };
}

describe.each([['renames', true], ['can\'t rename', false]])('on a store that %s', (_, renames) => {
  const storeOf = (files: MemoryFiles): CheckpointStore => ({ ...memoryStore('m', files), ...(!renames && { rename: undefined }) });

  it('the last save is the current one', async () => {
    const store = storeOf(new Map());
    for (const step of [1, 2, 3, 4]) {
      await save(store, step);
      expect(await stepOf(store)).toBe(step);
    }
  });

  it('nothing piles up', async () => {
    const files: MemoryFiles = new Map();
    for (const step of [3, 4, 6, 7]) await save(storeOf(files), step);
    expect(files.size).toBe(4);
    if (renames) expect([...files.keys()].sort()).toEqual(['figment.json', 'model.safetensors', 'part/model.safetensors', 'training.safetensors']);
  });

  it.each([0, 2])('killed at any of its changes, the old checkpoint is there or the new, whole, and can be saved over (keeping %i)', async (keep) => {
    let fatal = 1;
    for (let survived = false; !survived; fatal += 1) {
      const files: MemoryFiles = new Map();
      for (const step of [1, 2, 3]) await save(storeOf(files), step, keep);
      try {
        await save(mortal(storeOf(files), fatal), 4, keep);
        survived = await stepOf(storeOf(files)) === 4 && fatal > 30;
      } catch (error) {
        expect(error).toBeInstanceOf(Killed);
      }
      expect([3, 4]).toContain(await stepOf(storeOf(files)));
      // Whoever comes next may be killed too.
      await save(mortal(storeOf(files), 2), 5, keep).catch(() => undefined);
      expect([3, 4, 5]).toContain(await stepOf(storeOf(files)));
      await save(storeOf(files), 6, keep);
      expect(await stepOf(storeOf(files))).toBe(6);
      await save(storeOf(files), 7, keep);
      if (keep === 0) expect(files.size).toBe(4);
    }
    expect(fatal).toBeGreaterThan(30);
  });

  it('a save that fails leaves the old checkpoint, and nothing of itself', async () => {
    const files: MemoryFiles = new Map();
    const store = storeOf(files);
    await save(store, 1);
    const before = new Map(files);
    for (let at = 0; at < 3; at += 1) {
      let writes = 0;
      const full: CheckpointStore = {
        ...store,
        write: (path, chunks) => (writes++ === at ? Promise.reject(new FigmentError('STORAGE_FULL', 'full')) : store.write(path, chunks)),
      };
      await expect(save(full, 2)).rejects.toThrow('full');
      expect(files).toEqual(before);
    }
    await expect(save({ ...store, replace: () => Promise.reject(new FigmentError('STORAGE_FULL', 'full')) }, 2)).rejects.toThrow('full');
    expect(files).toEqual(before);
    expect(await stepOf(store)).toBe(1);
  });

  it('keeps as many earlier checkpoints as it is told', async () => {
    const store = storeOf(new Map());
    for (const step of [10, 20, 30, 40]) await save(store, step, 2);
    expect([...((await store.list('earlier')) ?? [])].sort()).toEqual(['step-20', 'step-30']);
    for (const step of [20, 30]) expect(await stepOf(store, `earlier/step-${step}`)).toBe(step);
    expect(await stepOf(store)).toBe(40);
    await save(store, 50);
    expect([...((await store.list('earlier')) ?? [])].sort()).toEqual(['step-20', 'step-30']);
  });

  it('does not write over what it can\'t understand', async () => {
    const files: MemoryFiles = new Map([['figment.json', new Blob(['{ "spec": 99, "model": "a/b" }'])], ['model.safetensors', new Blob(['precious'])]]);
    const before = new Map(files);
    await expect(save(storeOf(files), 1)).rejects.toThrow(expect.objectContaining({ code: 'CHECKPOINT_SPEC_UNSUPPORTED' }));
    files.set('figment.json', new Blob(['{ half']));
    await expect(save(storeOf(files), 1)).rejects.toThrow(expect.objectContaining({ code: 'CHECKPOINT_INVALID' }));
    expect(files.get('model.safetensors')).toBe(before.get('model.safetensors'));
  });
});
