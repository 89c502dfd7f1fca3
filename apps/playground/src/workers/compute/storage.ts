import { inspectCheckpoint } from '@figment/core/checkpoint';
import { encodePng } from '@figment/core/data';
import { zip } from 'fflate';

import type { StorageReport, StoredThing } from '../protocol/index.ts';
import { dataSets, forgetData, pictures } from './data-sets.ts';
import { keptPictures, keptTexts } from './kept-sets.ts';
import { close } from './models.ts';
import { discardTexts } from './text-sets.ts';
import { outputOf, tasksThere } from './shelf.ts';
import { filesOf, ownCheckpoints, removeCheckpoint } from './own-checkpoints.ts';

/** All that is kept for the user in this browser, newest first. */
export async function storage(): Promise<StorageReport> {
  const models = await Promise.all((await ownCheckpoints()).map(async ({ name, bytes, savedAt }): Promise<StoredThing> => {
    const manifest = await inspectCheckpoint(`opfs:${name}`).then((found) => found.manifest, () => undefined);
    const tasks = manifest === undefined ? undefined : tasksThere(manifest.model, manifest.config).map((task) => ({ name: task, output: outputOf(manifest.model, task) }));
    return { kind: 'model', name, title: name, bytes, savedAt, detail: { step: manifest?.step, tasks } };
  }));
  const sets = await Promise.all((await keptPictures.names()).map(async (name): Promise<StoredThing | undefined> => {
    const set = await keptPictures.get(name);
    return set && { kind: 'data', name, title: set.title, bytes: set.pictures.data.byteLength, savedAt: set.savedAt, detail: { count: set.pictures.shape[0] } };
  }));
  const written = await Promise.all((await keptTexts.names()).map(async (name): Promise<StoredThing | undefined> => {
    const set = await keptTexts.get(name);
    return set && { kind: 'text', name, title: set.title, bytes: set.files.reduce((sum, { size }) => sum + size, 0), savedAt: set.savedAt, detail: {} };
  }));
  const things = [...models, ...[...sets, ...written].filter((thing) => thing !== undefined)].sort((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0));
  const { usage, quota } = await navigator.storage.estimate().catch(() => ({ usage: undefined, quota: undefined }));
  return { things, usage, quota, persisted: await navigator.storage.persisted().catch(() => false) };
}

export async function remove(kind: StoredThing['kind'], name: string): Promise<void> {
  if (kind === 'text') {
    await discardTexts(name);
    return;
  }
  if (kind === 'data') {
    await keptPictures.discard(name);
    forgetData(name);
    return;
  }
  await close(`opfs:${name}`);
  await removeCheckpoint(name);
}

/** One ZIP: a checkpoint as the command line opens it, pictures as PNG files, or texts. */
export async function exportThing(kind: StoredThing['kind'], name: string): Promise<Blob> {
  const files: Record<string, Uint8Array> = {};
  if (kind === 'model') for (const { path, file } of await filesOf(name)) files[`${name}/${path}`] = new Uint8Array(await file.arrayBuffer());
  else Object.assign(files, kind === 'text' ? await textFiles(name) : await pictureFiles(name));
  // Weights and PNG hardly shrink: they are stored as they are.
  const bytes = await new Promise<Uint8Array>((resolve, reject) => {
    zip(files, { level: 0 }, (error, data) => { if (error === null) resolve(data); else reject(error); });
  });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}

async function textFiles(name: string): Promise<Record<string, Uint8Array>> {
  const files = (await keptTexts.get(name))?.files ?? [];
  return Object.fromEntries(await Promise.all(files.map(async (file) => [`${name}/${file.name}`, new Uint8Array(await file.arrayBuffer())] as const)));
}

async function pictureFiles(name: string): Promise<Record<string, Uint8Array>> {
  const set = (await dataSets()).find(({ id }) => id === `own:${name}`);
  if (set === undefined) return {};
  const found = await pictures(set.id, Array.from({ length: set.count }, (_, i) => i));
  const entries = await Promise.all(found.map(async ({ picture }, i) => [`${name}/${String(i + 1).padStart(5, '0')}.png`, await encodePng(picture as never)] as const));
  return Object.fromEntries(entries);
}
