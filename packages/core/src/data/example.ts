import type { HostBatch } from './dataset.ts';
import { isHostArray } from './host-array.ts';
import type { IndexedDataset } from './indexed.ts';

/** One example's fields: arrays without the batch axis, other values as they are. */
export type Example<Batch> = { readonly [Field in keyof Batch]: HostBatch<Batch>[Field] extends readonly (infer Value)[] ? Value : HostBatch<Batch>[Field] };

/**
 * One example of a dataset, without a batch axis: a picture [H, W, C], a text.
 *
 * @param index in [0, size)
 */
export async function example<Batch>(dataset: IndexedDataset<Batch>, index: number): Promise<Example<Batch>> {
  const batch = await dataset.read([index]);
  const first = Object.entries<unknown>(batch).map(([field, value]) => [field, isHostArray(value) ? { data: value.data, shape: value.shape.slice(1) } : (value as readonly unknown[])[0]]);
  return Object.fromEntries(first) as Example<Batch>;
}
