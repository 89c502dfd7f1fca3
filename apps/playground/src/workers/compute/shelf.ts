import { inspectCheckpoint } from '@figment/core/checkpoint';
import { shippedIndex } from '@figment/core/data';

import type { ShelfEntry } from '../protocol/index.ts';
import { registry } from './catalogue.ts';
import { coverOf } from './cover.ts';
import { ownCheckpoints } from './own-checkpoints.ts';
import { shippedUrl } from './places.ts';

/** Trained models that can be opened: those that ship, then the user's own, newest first. */
export async function shelf(): Promise<readonly ShelfEntry[]> {
  return [...(await shipped()), ...(await own())];
}

async function shipped(): Promise<readonly ShelfEntry[]> {
  // A copy without models is a copy that can still train.
  const index = await shippedIndex({ baseUrl: shippedUrl }).catch(() => undefined);
  return await Promise.all((index?.models ?? []).map(async (entry): Promise<ShelfEntry> => ({
    source: `models/${entry.path}`,
    name: entry.name,
    origin: 'shipped',
    definition: entry.definition,
    title: entry.title.en,
    titles: { ...entry.title },
    description: entry.description.en,
    descriptions: { ...entry.description },
    picture: await pictureOnCard(new URL(`${entry.path}/`, shippedUrl)),
    parameters: entry.parameters,
    bytes: entry.bytes,
    step: undefined,
    data: entry.data,
    tasks: entry.tasks,
    savedAt: undefined,
  })));
}

/** The last picture of a model's card: what it makes. */
async function pictureOnCard(folder: URL): Promise<string | undefined> {
  const card = await fetch(new URL('README.md', folder)).catch(() => undefined);
  const file = card?.ok === true ? [...(await card.text()).matchAll(/!\[[^\]]*\]\(([\w./-]+)\)/g)].at(-1)?.[1] : undefined;
  return file === undefined ? undefined : new URL(file, folder).href;
}

async function own(): Promise<readonly ShelfEntry[]> {
  const found = await Promise.all((await ownCheckpoints()).map(async ({ name, bytes, savedAt }): Promise<ShelfEntry | undefined> => {
    const inspection = await inspectCheckpoint(`opfs:${name}`).catch(() => undefined);
    if (inspection === undefined) return undefined;
    const { manifest } = inspection;
    return {
      source: `opfs:${name}`, name, origin: 'own', definition: manifest.model, title: name, titles: undefined, description: undefined, descriptions: undefined,
      picture: await coverOf(name), parameters: undefined, bytes, step: manifest.step, data: dataOf(manifest.provenance), tasks: tasksThere(manifest.model, manifest.config), savedAt,
    };
  }));
  return found.filter((entry) => entry !== undefined).sort((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0));
}

/** What a model of this config can do; nothing where no plugin knows it. */
export function tasksThere(id: string, config: unknown): readonly string[] {
  const definition = registry.find('models', id);
  if (definition === undefined) return [];
  const unavailable: Readonly<Record<string, string | undefined>> = definition.unavailable?.(config) ?? {};
  return Object.keys(definition.tasks as object).filter((name) => unavailable[name] === undefined);
}

/** The kind of what a task gives. */
export function outputOf(id: string, task: string): string {
  return (registry.model(id).tasks as Readonly<Record<string, { readonly output: string }>>)[task]?.output ?? '';
}

/** Name of the data set that a checkpoint says it was trained on. */
export function dataOf(provenance: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const data = provenance?.['data'];
  // 'emoji (train)': the part does not matter here.
  if (typeof data === 'string') return data.replace(/ \(.*\)$/, '');
  const name = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
