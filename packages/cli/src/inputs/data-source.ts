import { FigmentError } from '@figment/core';
import { type IndexedDataset, openDataset } from '@figment/core/data';

/** How a run names its data, so that a later command finds it again. */
export interface DataSource {
  /** Name of a shipped data set, or a path. */
  readonly name: string;
  readonly split?: string | undefined;
  readonly size?: number | undefined;
  readonly channels?: 1 | 3 | undefined;
  /** What an example of a text file is. */
  readonly by?: 'file' | 'line' | 'paragraph' | undefined;
  /** Whether pictures of equal names in the folders `from` and `to` belong together. */
  readonly paired?: boolean | undefined;
  /** Part that is held out, to measure on. */
  readonly validation?: number | undefined;
}

/** Any data set of this command: what its fields are, it says itself. */
export type AnyDataset = IndexedDataset<Record<string, unknown>>;

export async function openSource({ name, split, size, channels, by, paired }: DataSource): Promise<AnyDataset> {
  return await openDataset(name, { split, size, channels, paired, ...(by !== undefined && { by }) });
}

/** What `provenance.data` of a checkpoint says, if it says anything. */
export function sourceOf(provenance: Readonly<Record<string, unknown>> | undefined): DataSource | undefined {
  const data = provenance?.['data'];
  if (typeof data === 'string') return { name: data };
  if (typeof data === 'object' && data !== null && 'name' in data && typeof data.name === 'string') return data as DataSource;
  return undefined;
}

/** The number of an example: a number, or (part of) its text, the best match first. */
export async function findExample(dataset: AnyDataset, wanted: string): Promise<number> {
  if (/^\d+$/.test(wanted)) {
    const index = Number(wanted);
    if (index >= dataset.size) throw new FigmentError('INPUT_INVALID', `data:${wanted} must be below ${dataset.size}, the number of examples of ${dataset.title}.`);
    return index;
  }
  const texts = await textsOf(dataset);
  const near = texts.map((text) => text.toLowerCase());
  const word = wanted.toLowerCase();
  const found = [near.indexOf(word), near.findIndex((text) => text.startsWith(word)), near.findIndex((text) => text.includes(word))].find((index) => index >= 0);
  if (found === undefined) throw new FigmentError('INPUT_INVALID', `data:${wanted} must be a number or words of a caption of ${dataset.title}; ${texts.length === 0 ? 'it has no captions' : 'no caption has these words'}.`);
  return found;
}

/** A caption for people, where the data has them. */
export async function nameOf(dataset: AnyDataset, index: number): Promise<string> {
  return (await textsOf(dataset))[index] ?? `example ${index}`;
}

async function textsOf(dataset: AnyDataset): Promise<readonly string[]> {
  const field = Object.entries(dataset.fields).find(([, { kind }]) => kind === 'text')?.[0];
  if (field === undefined) return [];
  const all = await dataset.read(Array.from({ length: dataset.size }, (_, i) => i));
  return all[field] as readonly string[];
}
