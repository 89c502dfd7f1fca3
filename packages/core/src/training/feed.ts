import type { Dataset, HostBatch } from '../data/dataset.ts';
import { FigmentError } from '../errors.ts';
import type { Key } from '../random/index.ts';

interface Given<Batch> {
  readonly host: HostBatch<Batch>;
  readonly cursor: unknown;
}

/** Batches of a dataset, the next of which is read while the last is computed on. */
export class Feed<Batch> {
  readonly #title: string;
  readonly #iterator: AsyncIterator<Given<Batch>>;
  #coming: Promise<IteratorResult<Given<Batch>>> | undefined;

  constructor(data: Dataset<Batch>, call: { readonly key: Key; readonly batchSize: number; readonly from: unknown }) {
    const { from, ...rest } = call;
    this.#title = data.title;
    this.#iterator = data.batches({ ...rest, ...(from !== undefined && from !== null && { from }) })[Symbol.asyncIterator]();
  }

  /**
   * The next batches, and the cursor behind the last of them.
   *
   * @throws FigmentError `DATA_EMPTY` when the data end
   */
  async take(count: number): Promise<{ readonly hosts: readonly HostBatch<Batch>[]; readonly cursor: unknown }> {
    const hosts: HostBatch<Batch>[] = [];
    let cursor: unknown;
    while (hosts.length < count) {
      const next = await (this.#coming ?? this.#iterator.next());
      this.#coming = undefined;
      if (next.done === true) throw new FigmentError('DATA_EMPTY', `${this.#title} gave no further batch: a dataset goes through its examples without end.`);
      hosts.push(next.value.host);
      cursor = next.value.cursor;
    }
    return { hosts, cursor };
  }

  /** Begins to read the next batch. */
  prefetch(): void {
    this.#coming ??= this.#iterator.next();
    // Whoever takes the batch is told; nobody may.
    this.#coming.catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#coming?.catch(() => undefined);
    this.#coming = undefined;
    await this.#iterator.return?.();
  }
}
