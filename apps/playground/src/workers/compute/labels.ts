import { FigmentError, type HostArray } from '@figment/core';
import { type IndexedDataset, shippedIndex } from '@figment/core/data';

import type { Captions, DataLabels } from '../protocol/index.ts';
import { manifestOf, openData } from './data-sets.ts';
import { shippedUrl } from './places.ts';

const read = new Map<string, Promise<DataLabels>>();

/** What the labels of a data set are called, in their order; nothing where it doesn't say. */
export async function labelNames(id: string): Promise<readonly Captions[]> {
  const { datasets } = await shippedIndex({ baseUrl: shippedUrl });
  const path = datasets.find(({ name }) => name === id)?.path;
  const names = path === undefined ? undefined : (await manifestOf(path)).labelNames;
  return (names ?? []).map((name) => ({ ...name }));
}

/** The labels of a whole data set, read once. @throws FigmentError `DATA_INVALID` */
export function labels(id: string): Promise<DataLabels> {
  const known = read.get(id) ?? readLabels(id);
  read.set(id, known);
  known.catch(() => { read.delete(id); });
  return known;
}

async function readLabels(id: string): Promise<DataLabels> {
  const set = await openData(id) as unknown as IndexedDataset<Readonly<Record<string, unknown>>>;
  if (!('label' in set.fields)) throw new FigmentError('DATA_INVALID', `${set.title} must have the field label, got ${Object.keys(set.fields).join(', ')}.`);
  const { label } = await set.read(Array.from({ length: set.size }, (_, i) => i));
  return { labels: Int32Array.from((label as HostArray).data), names: await labelNames(id) };
}
