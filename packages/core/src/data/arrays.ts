import { FigmentError } from '../errors.ts';
import type { Kind } from '../plugin/spec/v1.ts';
import type { HostArray, Tensor } from '../tensor.ts';
import { checkFinite, checkUnitRange } from './check.ts';
import type { FieldSpec, HostBatch } from './dataset.ts';
import { hostArray, type NestedNumbers, rows } from './host-array.ts';
import { indexed, type IndexedDataset } from './indexed.ts';

/** One field of a data set in memory: examples along the first axis. */
export type FieldValues = HostArray | NestedNumbers | readonly string[];

/** What a loss sees of these fields: texts as they are, everything else as a tensor. */
export type BatchOf<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends readonly string[] ? readonly string[] : Tensor };

/** Options of {@link arrays}. */
export interface ArraysOptions {
  readonly title?: string | undefined;
  /** What fields are, where their name or shape does not tell: `{ x: 'points' }`. */
  readonly kinds?: Readonly<Record<string, Kind>> | undefined;
}

/**
 * A dataset of arrays in memory: typed arrays with a shape, nested numbers, or texts.
 *
 * Pictures are bytes (`Uint8Array`) or numbers in [0, 1]; labels become int32. A field named after a kind
 * (`image`, `label`, `text`, …) is of that kind; others are told by their shape, or by `kinds`.
 *
 * `arrays({ image: { data: bytes, shape: [100, 32, 32, 3] }, label: [0, 1, …] })`
 *
 * @throws FigmentError `DATA_EMPTY`, `SHAPE_MISMATCH`, or `DATA_INVALID` for a number that is not finite or a picture outside [0, 1]
 */
export function arrays<const Fields extends Readonly<Record<string, FieldValues>>>(fields: Fields, { title = 'arrays', kinds = {} }: ArraysOptions = {}): IndexedDataset<BatchOf<Fields>> {
  const names = Object.keys(fields);
  const sizes = names.map((name) => lengthOf(fields[name] as FieldValues));
  const size = sizes[0] ?? 0;
  if (size === 0) throw new FigmentError('DATA_EMPTY', `${title} must have at least one example, got none.`);
  for (const [i, name] of names.entries()) {
    if (sizes[i] !== size) throw new FigmentError('SHAPE_MISMATCH', `${name} must have ${size} examples as ${names[0] ?? ''} has, got ${sizes[i] ?? 0}.`);
  }
  const columns = names.map((name) => column(name, fields[name] as FieldValues, kinds[name]));
  return indexed<BatchOf<Fields>>({
    title,
    size,
    fields: Object.fromEntries(columns.map(({ name, spec }) => [name, spec])) as { [Name in keyof BatchOf<Fields>]: FieldSpec },
    read: (indices) => Promise.resolve(Object.fromEntries(columns.map(({ name, read }) => [name, read(indices)])) as HostBatch<BatchOf<Fields>>),
  });
}

interface Column {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly read: (indices: ArrayLike<number>) => HostArray | readonly string[];
}

function column(name: string, values: FieldValues, given: Kind | undefined): Column {
  if (isTexts(values)) return { name, spec: { kind: given ?? 'text' }, read: (indices) => Array.from(indices, (i) => values[i] as string) };
  const array = hostArray(values, name);
  checkFinite(array, name);
  const shape = array.shape.slice(1);
  const kind = given ?? kindOf(name, array);
  if (kind === 'image') checkUnitRange(array, name);
  const stored = kind === 'label' ? labels(array, name) : array;
  return { name, spec: { kind, shape }, read: (indices) => rows(stored, indices) };
}

const namedKinds: ReadonlySet<string> = new Set<Kind>(['tokens', 'image', 'mask', 'audio', 'video', 'embedding', 'points', 'label']);

function kindOf(name: string, { data, shape }: HostArray): Kind {
  if (namedKinds.has(name)) return name as Kind;
  if (shape.length === 4) return 'image';
  if (data instanceof Float32Array) return 'embedding';
  return shape.length === 1 ? 'label' : 'tokens';
}

function labels({ data, shape }: HostArray, name: string): HostArray {
  const wrong = data.findIndex((label) => !Number.isInteger(label));
  if (wrong >= 0) throw new FigmentError('DATA_INVALID', `${name}[${wrong}] must be a whole number, got ${data[wrong] ?? NaN}.`);
  return { data: data instanceof Int32Array ? data : Int32Array.from(data), shape };
}

function isTexts(values: FieldValues): values is readonly string[] {
  return Array.isArray(values) && typeof values[0] === 'string';
}

function lengthOf(values: FieldValues): number {
  return 'shape' in values ? (values.shape[0] ?? 0) : values.length;
}
