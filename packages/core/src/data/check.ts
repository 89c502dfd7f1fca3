import { FigmentError } from '../errors.ts';
import type { HostArray } from '../tensor.ts';
import type { Dataset, FieldSpec } from './dataset.ts';
import { elementsOf, isHostArray } from './host-array.ts';

/** Rounding of a resize may step this far out of [0, 1]. */
const RANGE_SLACK = 1e-4;

/**
 * Throws at the first NaN or infinity.
 *
 * @param first number of the array's first example, for the message
 * @throws FigmentError `DATA_INVALID` with the field and the example
 */
export function checkFinite(array: HostArray, field: string, first = 0): void {
  if (!(array.data instanceof Float32Array)) return;
  const wrong = array.data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw invalid(array, field, first, wrong, 'must be finite');
}

/**
 * Throws at the first number that is no brightness: floats lie in [0, 1], bytes are always right.
 *
 * @throws FigmentError `DATA_INVALID` with the field and the example
 */
export function checkUnitRange(array: HostArray, field: string, first = 0): void {
  const wrong =
    array.data instanceof Float32Array
      ? array.data.findIndex((value) => !(value >= -RANGE_SLACK && value <= 1 + RANGE_SLACK))
      : array.data instanceof Int32Array
        ? array.data.findIndex((value) => value < 0 || value > 1)
        : -1;
  if (wrong >= 0) throw invalid(array, field, first, wrong, 'must lie in [0, 1], or be bytes (a Uint8Array)');
}

/**
 * Reads every example once and throws at the first that is not finite, or no picture.
 *
 * @throws FigmentError `DATA_INVALID` with the field and the example
 */
export async function checkDataset<Batch>(dataset: Dataset<Batch>, { batchSize = 256 }: { batchSize?: number } = {}): Promise<void> {
  const fields = new Map<string, FieldSpec>(Object.entries<FieldSpec>(dataset.fields));
  let first = 0;
  for await (const batch of dataset.pass({ batchSize })) {
    let count = 0;
    for (const [field, value] of Object.entries<unknown>(batch)) {
      if (isHostArray(value)) {
        checkFinite(value, field, first);
        if (fields.get(field)?.kind === 'image') checkUnitRange(value, field, first);
      }
      count = Math.max(count, lengthOf(value));
    }
    first += count;
  }
}

function lengthOf(value: unknown): number {
  if (isHostArray(value)) return value.shape[0] ?? 0;
  return Array.isArray(value) ? value.length : 0;
}

function invalid({ data, shape }: HostArray, field: string, first: number, at: number, rule: string): FigmentError {
  const example = first + Math.floor(at / elementsOf(shape.slice(1)));
  return new FigmentError('DATA_INVALID', `${field}[${example}] ${rule}, got ${data[at] ?? NaN}.`);
}
