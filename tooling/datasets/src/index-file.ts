import type { ShippedDataset, ShippedEntry, ShippedIndex, ShippedModel } from '@figment/core/data';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `models/` of this repository. */
export const modelsFolder = fileURLToPath(new URL('../../../models/', import.meta.url));

/** Writes a data set's entry, in place of one of the same name. `bytes` is counted here. */
export function putDataset(entry: Omit<ShippedDataset, 'bytes'>): Promise<void> {
  return change(async (index) => ({ ...index, datasets: put(index.datasets, await counted(entry)) }));
}

/** Writes a model's entry, in place of one of the same name. `bytes` is counted here. */
export function putModel(entry: Omit<ShippedModel, 'bytes'>): Promise<void> {
  return change(async (index) => ({ ...index, models: put(index.models, await counted(entry)) }));
}

async function change(edit: (index: ShippedIndex) => Promise<ShippedIndex>): Promise<void> {
  const path = join(modelsFolder, 'index.json');
  const text = await readFile(path, 'utf8').catch(() => '{ "datasets": [], "models": [] }');
  await writeFile(path, `${JSON.stringify(await edit(JSON.parse(text) as ShippedIndex), undefined, 2)}\n`);
}

function put<Entry extends ShippedEntry>(entries: readonly Entry[], entry: Entry): Entry[] {
  return [...entries.filter(({ name }) => name !== entry.name), entry].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is fetched to use it: pictures in a card and notices are not. */
async function counted<Entry extends { readonly path: string }>(entry: Entry): Promise<Entry & { bytes: number }> {
  const folder = join(modelsFolder, entry.path);
  const itself = await stat(folder);
  if (itself.isFile()) return { ...entry, bytes: itself.size };
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const info = await stat(join(folder, name));
    if (info.isFile() && !/\.(md|png)$|(^|\/)NOTICE$/.test(name)) bytes += info.size;
  }
  return { ...entry, bytes };
}
