import { FigmentError } from '../errors.ts';
import { permutation } from '../random/discrete.ts';
import type { Key } from '../random/key.ts';
import { isHostArray } from './host-array.ts';
import { indexed, type IndexedDataset } from './indexed.ts';

/**
 * Some examples of a dataset, in this order.
 *
 * @throws FigmentError `DATA_EMPTY` without any, `DATA_INVALID` for a place that does not exist
 */
export function subset<Batch>(dataset: IndexedDataset<Batch>, indices: ArrayLike<number>, { title = dataset.title }: { title?: string } = {}): IndexedDataset<Batch> {
  const places = Int32Array.from(indices);
  const wrong = places.find((place) => place < 0 || place >= dataset.size);
  if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `An index into ${dataset.title} must lie in [0, ${dataset.size}), got ${wrong}.`);
  return indexed({ title, size: places.length, fields: dataset.fields, read: (chosen) => dataset.read(Array.from(chosen, (i) => places[i] as number)) });
}

/** The first `count` examples, or all if there are fewer. */
export function take<Batch>(dataset: IndexedDataset<Batch>, count: number): IndexedDataset<Batch> {
  return subset(dataset, range(Math.min(count, dataset.size)));
}

/** How examples are held out: every n-th from a first one (the same for everybody), or a part drawn by a key. */
export type SplitRule = { readonly every: number; readonly from?: number } | { readonly fraction: number; readonly key: Key };

/**
 * Two datasets that share no example: `heldOut` for measuring, `train` with the rest.
 *
 * @throws FigmentError `DATA_EMPTY` when one of them would have no examples
 */
export function split<Batch>(dataset: IndexedDataset<Batch>, rule: SplitRule): { train: IndexedDataset<Batch>; heldOut: IndexedDataset<Batch> } {
  const all = range(dataset.size);
  const held = new Set<number>('every' in rule ? all.filter((i) => i % rule.every === (rule.from ?? 0)) : permutation(rule.key, dataset.size).subarray(0, Math.round(rule.fraction * dataset.size)));
  return {
    train: subset(dataset, all.filter((i) => !held.has(i))),
    heldOut: subset(dataset, all.filter((i) => held.has(i)), { title: `${dataset.title} (held out)` }),
  };
}

/**
 * All examples but those with one of these labels, e.g. to learn what is normal.
 *
 * @throws FigmentError `DATA_EMPTY` when nothing is left, `DATA_INVALID` without labels
 */
export async function withoutLabel<Batch>(dataset: IndexedDataset<Batch>, ...labels: readonly number[]): Promise<IndexedDataset<Batch>> {
  const all = await labelsOf(dataset);
  return subset(dataset, range(dataset.size).filter((i) => !labels.includes(all[i] as number)));
}

/**
 * The examples with one of these labels.
 *
 * @throws FigmentError `DATA_EMPTY` when there is none, `DATA_INVALID` without labels
 */
export async function onlyLabel<Batch>(dataset: IndexedDataset<Batch>, ...labels: readonly number[]): Promise<IndexedDataset<Batch>> {
  const all = await labelsOf(dataset);
  return subset(dataset, range(dataset.size).filter((i) => labels.includes(all[i] as number)));
}

/**
 * The label of every example, in order.
 *
 * @throws FigmentError `DATA_INVALID` when the dataset has no labels
 */
export async function labelsOf<Batch>(dataset: IndexedDataset<Batch>): Promise<Int32Array> {
  const labels = new Int32Array(dataset.size);
  let at = 0;
  for await (const batch of dataset.pass({ batchSize: 1024 })) {
    const label = new Map<string, unknown>(Object.entries<unknown>(batch)).get('label');
    if (!isHostArray(label)) throw new FigmentError('DATA_INVALID', `${dataset.title} must have a field label with a number for each example, got the fields ${Object.keys(dataset.fields).join(', ')}.`);
    labels.set(label.data, at);
    at += label.data.length;
  }
  return labels;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
