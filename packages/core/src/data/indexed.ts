import { FigmentError } from '../errors.ts';
import { permutation } from '../random/discrete.ts';
import { foldIn } from '../random/split.ts';
import { cursorOf, startOf } from './cursor.ts';
import type { Dataset, HostBatch } from './dataset.ts';

/** A dataset whose examples can be fetched by number: it can be cut into parts, joined and shuffled. */
export interface IndexedDataset<Batch> extends Dataset<Batch> {
  readonly size: number;
  /**
   * The examples at these places, stacked in this order.
   *
   * @throws FigmentError `DATA_INVALID` for a place outside of [0, size)
   */
  read(indices: ArrayLike<number>): Promise<HostBatch<Batch>>;
}

/**
 * A dataset from a function that fetches examples by number, at once or when they are needed.
 *
 * Each epoch is one permutation of all examples, drawn from `foldIn(key, epoch)`; a batch may reach over the end of an epoch.
 *
 * @throws FigmentError `DATA_EMPTY` when there are no examples
 */
export function indexed<Batch>(source: Pick<IndexedDataset<Batch>, 'title' | 'size' | 'fields' | 'read'>): IndexedDataset<Batch> {
  const { title, size, fields } = source;
  if (!Number.isInteger(size) || size < 1) throw new FigmentError('DATA_EMPTY', `${title} must have at least one example, got ${size}.`);
  const read = async (indices: ArrayLike<number>): Promise<HostBatch<Batch>> => {
    const wrong = Array.from(indices).find((i) => !Number.isInteger(i) || i < 0 || i >= size);
    if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `An index into ${title} must be a whole number in [0, ${size}), got ${wrong}.`);
    return source.read(indices);
  };
  return {
    title,
    size,
    fields,
    read,
    async *batches({ key, batchSize, from }) {
      checkBatchSize(batchSize);
      let { epoch, offset } = startOf(from, size, title);
      let order = permutation(foldIn(key, epoch), size);
      for (;;) {
        const indices = new Int32Array(batchSize);
        for (let filled = 0; filled < batchSize; ) {
          if (offset === size) {
            epoch += 1;
            offset = 0;
            order = permutation(foldIn(key, epoch), size);
          }
          const count = Math.min(batchSize - filled, size - offset);
          indices.set(order.subarray(offset, offset + count), filled);
          filled += count;
          offset += count;
        }
        yield { host: await read(indices), cursor: cursorOf({ epoch, offset }, size) };
      }
    },
    async *pass({ batchSize }) {
      checkBatchSize(batchSize);
      for (let start = 0; start < size; start += batchSize) {
        yield await read(Int32Array.from({ length: Math.min(batchSize, size - start) }, (_, i) => start + i));
      }
    },
  };
}

function checkBatchSize(batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new FigmentError('TRAINING_INVALID', `batchSize must be a positive integer, got ${batchSize}.`);
}
