import { FigmentError } from '../errors.ts';
import type { FieldSpec, HostBatch } from './dataset.ts';
import { indexed, type IndexedDataset } from './indexed.ts';

/**
 * A dataset whose batches go through a function of host arrays. It must not depend on how examples are grouped.
 *
 * @param fields what the new batches consist of
 */
export function mapDataset<From, To>(
  dataset: IndexedDataset<From>,
  fields: { readonly [Field in keyof To]: FieldSpec },
  map: (batch: HostBatch<From>) => HostBatch<To> | Promise<HostBatch<To>>,
): IndexedDataset<To> {
  return indexed<To>({ title: dataset.title, size: dataset.size, fields, read: async (indices) => map(await dataset.read(indices)) });
}

/** The dataset with these fields alone. */
export function pick<Batch, Field extends keyof Batch>(dataset: IndexedDataset<Batch>, ...names: readonly Field[]): IndexedDataset<Pick<Batch, Field>> {
  const only = (record: object): object => Object.fromEntries(Object.entries(record).filter(([name]) => (names as readonly unknown[]).includes(name)));
  return mapDataset(dataset, only(dataset.fields) as Pick<typeof dataset.fields, Field>, (batch) => only(batch) as HostBatch<Pick<Batch, Field>>);
}

/**
 * Two datasets side by side: example i has the fields of both.
 *
 * @throws FigmentError `SHAPE_MISMATCH` when they differ in size or share a field
 */
export function zip<A, B>(a: IndexedDataset<A>, b: IndexedDataset<B>): IndexedDataset<A & B> {
  if (a.size !== b.size) throw new FigmentError('SHAPE_MISMATCH', `${b.title} must have ${a.size} examples as ${a.title} has, got ${b.size}.`);
  const twice = Object.keys(a.fields).find((name) => name in b.fields);
  if (twice !== undefined) throw new FigmentError('SHAPE_MISMATCH', `${a.title} and ${b.title} must differ in their fields, got ${twice} in both.`);
  return indexed<A & B>({
    title: a.title,
    size: a.size,
    fields: { ...a.fields, ...b.fields },
    read: async (indices) => ({ ...(await a.read(indices)), ...(await b.read(indices)) } as HostBatch<A & B>),
  });
}
