import type { HostArray } from '@figment/core';
import type { FieldSpec, IndexedDataset } from '@figment/core/data';
import { transfer } from 'comlink';

import type { DataExample, Shown } from '../protocol/index.ts';
import { openData } from './data-sets.ts';
import { labelNames } from './labels.ts';
import { subjectIn } from './subjects.ts';

/** Examples of pictures, sounds or clips, as their kind is shown, with what their labels are called. */
export async function examples(id: string, indices: readonly number[]): Promise<readonly DataExample[]> {
  const set = await openData(id) as unknown as IndexedDataset<Readonly<Record<string, unknown>>>;
  const subject = subjectIn(set.fields);
  const inside = indices.filter((index) => index >= 0 && index < set.size);
  if (subject === undefined || inside.length === 0) return [];
  const batch = await set.read(inside) as Readonly<Record<string, unknown>>;
  const rate = (set.fields as Readonly<Record<string, FieldSpec | undefined>>)[subject]?.rate;
  const names = await labelNames(id);
  const found = inside.map((_, row): DataExample => {
    const label = (batch['label'] as HostArray | undefined)?.data[row];
    return { shown: shownOf(subject, batch[subject] as HostArray, row, rate), captions: label === undefined ? undefined : names[label] };
  });
  return transfer(found, found.flatMap(({ shown: { value } }) => [(value as { samples?: HostArray }).samples ?? (value as HostArray)].map(({ data }) => data.buffer as ArrayBuffer)));
}

/** One of a batch, as a page sees it. */
function shownOf(kind: string, { data, shape }: HostArray, row: number, rate: number | undefined): Shown {
  const size = data.length / (shape[0] ?? 1);
  const one = { data: data.slice(row * size, (row + 1) * size), shape: shape.slice(1) };
  return { kind, value: kind === 'audio' ? { samples: one, rate } : one };
}
