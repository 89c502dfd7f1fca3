import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { ShippedIndex, ShippedModel } from '@figment/core/data';

/** What the index says of a model, besides what is counted. */
export type IndexEntry = Pick<ShippedModel, 'name' | 'title' | 'description' | 'license' | 'definition' | 'data' | 'parameters' | 'tasks'>;

/** Writes the model's entry in index.json, in the place of one of the same name. */
export async function writeIndexEntry(model: IndexEntry, models: string, out: string): Promise<void> {
  const file = join(models, 'index.json');
  const index = JSON.parse(await readFile(file, 'utf8')) as ShippedIndex;
  const { name, title, description, license, definition, data, tasks, parameters } = model;
  const entry: ShippedModel = { name, path: basename(out), title, description, license, definition, data, tasks, parameters, bytes: await checkpointBytes(out) };
  const others = (index.models as readonly ShippedModel[] | undefined ?? []).filter((other) => other.name !== name);
  await writeFile(file, `${JSON.stringify({ ...index, models: [...others, entry].sort((a, b) => a.name.localeCompare(b.name)) }, null, 2)}\n`);
}

/** With the parts that lie beside it; without the card and its pictures, which nobody has to fetch. */
async function checkpointBytes(folder: string): Promise<number> {
  const { parts = {} } = JSON.parse(await readFile(join(folder, 'figment.json'), 'utf8')) as { readonly parts?: Readonly<Record<string, string>> };
  const beside = Object.values(parts).filter((path) => path.startsWith('../')).map((path) => join(folder, path));
  const files = (await Promise.all([folder, ...beside].map(async (place) => (await readdir(place, { recursive: true })).map((name) => join(place, name))))).flat();
  const sizes = await Promise.all(files.filter((name) => /\.(json|safetensors)$/.test(name)).map(async (name) => (await stat(name)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
