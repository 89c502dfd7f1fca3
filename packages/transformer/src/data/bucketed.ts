import { FigmentError } from '@figment/core';
import type { Dataset, HostBatch } from '@figment/core/data';
import { foldIn, type Key, key as keyOf, permutation, split } from '@figment/core/random';

/** Batches of which so many are sorted by length together: enough to pad little, and to mix well. */
const POOL = 32;

/** Examples of several lengths, and how some of them become a batch. */
export interface Bucketed<Batch> {
  readonly title: string;
  readonly fields: Dataset<Batch>['fields'];
  /** Of each example. */
  readonly lengths: ArrayLike<number>;
  /** @param key of what is drawn for this batch: what is hidden in it. */
  readonly read: (indices: Int32Array, key: Key) => HostBatch<Batch>;
}

/**
 * Batches of examples of like lengths, so that little is padded: each epoch in another order, and in other company. The last batch of an epoch is
 * filled up with examples that the epoch began with. In `pass()` the same is drawn every time.
 *
 * @throws FigmentError `DATA_EMPTY`
 */
export function bucketed<Batch>({ title, fields, lengths, read }: Bucketed<Batch>): Dataset<Batch> {
  const size = lengths.length;
  if (size === 0) throw new FigmentError('DATA_EMPTY', `${title} must have at least one example, got none.`);
  return {
    title,
    size,
    fields,
    async *batches({ key, batchSize, from }) {
      const [forOrder, forDraws] = split(key, 2);
      let { epoch, batch } = startOf(from, size, title);
      for (;; epoch++, batch = 0) {
        const plan = planOf(foldIn(forOrder, epoch), lengths, batchSize);
        const draws = foldIn(forDraws, epoch);
        for (; batch < plan.length; batch++) {
          yield { host: read(plan[batch] as Int32Array, foldIn(draws, batch)), cursor: { epoch, batch: batch + 1, size } };
        }
      }
    },
    async *pass({ batchSize }) {
      for (let start = 0; start < size; start += batchSize) {
        yield read(Int32Array.from({ length: Math.min(batchSize, size - start) }, (_, i) => start + i), foldIn(keyOf(0), start));
      }
    },
  };
}

/** The examples of each batch of an epoch. */
function planOf(key: Key, lengths: ArrayLike<number>, batchSize: number): Int32Array[] {
  const [forExamples, forBatches] = split(key, 2);
  const once = permutation(forExamples, lengths.length);
  const count = Math.ceil(once.length / batchSize);
  const order = Int32Array.from({ length: count * batchSize }, (_, i) => once[i % once.length] as number);
  const batches: Int32Array[] = [];
  for (let start = 0; start < order.length; start += POOL * batchSize) {
    const pool = order.slice(start, start + POOL * batchSize).sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
    for (let at = 0; at < pool.length; at += batchSize) batches.push(pool.slice(at, at + batchSize));
  }
  return Array.from(permutation(forBatches, count), (i) => batches[i] as Int32Array);
}

function startOf(cursor: unknown, size: number, title: string): { epoch: number; batch: number } {
  if (cursor === undefined) return { epoch: 0, batch: 0 };
  const { epoch, batch, size: was } = (cursor ?? {}) as Readonly<Record<string, unknown>>;
  if (![epoch, batch, was].every((value) => Number.isSafeInteger(value) && (value as number) >= 0)) throw new FigmentError('DATA_INVALID', `The cursor of ${title} must be { epoch, batch, size }, got ${JSON.stringify(cursor)}.`);
  if (was !== size) throw new FigmentError('DATA_INVALID', `${title} has ${size} examples, but the cursor is of data with ${String(was)}: resume with the data that the run began with.`);
  return { epoch: epoch as number, batch: batch as number };
}
