import { checkFinite } from '../data/check.ts';
import type { Dataset, HostBatch } from '../data/dataset.ts';
import { isHostArray } from '../data/host-array.ts';
import { FigmentError } from '../errors.ts';
import { upload } from '../ops/index.ts';
import { type HostArray, isTensor, type Tensor } from '../tensor.ts';

/** Kinds whose bytes are brightnesses. */
const pictures: readonly unknown[] = ['image', 'mask', 'video'];

/**
 * Copies a batch to the backend. Bytes of pictures become float32 in [0, 1], other bytes int32. Free it with {@link freeBatch}.
 *
 * @throws FigmentError `DATA_INVALID` naming field and example, when numbers are not finite or don't fill their shape; nothing is left then
 */
export function uploadBatch<Batch>(host: HostBatch<Batch>, fields: Dataset<Batch>['fields']): Batch {
  const entries = Object.entries(host as Readonly<Record<string, unknown>>);
  for (const [field, value] of entries) if (isHostArray(value)) check(field, value);
  return Object.fromEntries(entries.map(([field, value]) => [field, isHostArray(value) ? upload(asUploaded(value, kindOf(fields, field))) : value])) as Batch;
}

/** Frees the tensors of a batch, except those of another one. */
export function freeBatch(batch: unknown, except?: unknown): void {
  const kept = new Set(except === undefined ? [] : tensorsOf(except));
  for (const tensor of tensorsOf(batch)) if (!kept.has(tensor) && !tensor.isDisposed) tensor.dispose();
}

function tensorsOf(batch: unknown): Tensor[] {
  return Object.values(batch as Readonly<Record<string, unknown>>).filter(isTensor);
}

function check(field: string, array: HostArray): void {
  const size = array.shape.reduce((product, length) => product * length, 1);
  if (array.data.length !== size) throw new FigmentError('DATA_INVALID', `${field} of shape [${array.shape.join(', ')}] must have ${size} numbers, got ${array.data.length}.`);
  checkFinite(array, field);
}

function kindOf<Batch>(fields: Dataset<Batch>['fields'], field: string): unknown {
  return (fields as Readonly<Record<string, { readonly kind?: unknown } | undefined>>)[field]?.kind;
}

function asUploaded(array: HostArray, kind: unknown): HostArray {
  if (!(array.data instanceof Uint8Array) || !pictures.includes(kind)) return array;
  return { data: Float32Array.from(array.data, (byte) => byte / 255), shape: array.shape };
}
