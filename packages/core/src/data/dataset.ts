import type { Kind } from '../plugin/spec/v1.ts';
import type { Key } from '../random/key.ts';
import type { HostArray, Tensor } from '../tensor.ts';

/** What the loss sees as a tensor, a dataset yields as a host array; other fields pass unchanged. */
export type HostBatch<Batch> = { readonly [Field in keyof Batch]: Batch[Field] extends Tensor ? HostArray : Batch[Field] };

/** One field of an example: how a host shows it, and its shape without the batch axis. */
export interface FieldSpec {
  readonly kind: Kind;
  readonly shape?: readonly number[] | undefined;
  /** Of sounds: samples a second. */
  readonly rate?: number | undefined;
}

/**
 * A source of batches in host memory; the trainer uploads a batch inside the step and frees it.
 * Pictures are float32 in [0, 1], or bytes (`Uint8Array`), which arrive in the loss as float32 in [0, 1].
 */
export interface Dataset<Batch> {
  readonly title: string;
  /** Number of examples, if known. */
  readonly size: number | undefined;
  readonly fields: { readonly [Field in keyof Batch]: FieldSpec };
  /**
   * Endless: one shuffled epoch after the other, batches always full. `cursor` is a JSON value that says what comes after its batch;
   * `from` a cursor gives the very batches that an uninterrupted run would have given.
   */
  batches(call: { key: Key; batchSize: number; from?: unknown }): AsyncIterable<{ host: HostBatch<Batch>; cursor: unknown }>;
  /** Every example once, in order; the last batch may be smaller. */
  pass(call: { batchSize: number }): AsyncIterable<HostBatch<Batch>>;
}
