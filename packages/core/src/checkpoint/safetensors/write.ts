import { FigmentError } from '../../errors.ts';
import type { HostArray } from '../../tensor.ts';
import { collect } from '../bytes.ts';
import { elementBytes, encode, type WritableDType } from './dtype.ts';

/** A tensor to be written. Its numbers are asked for when its turn comes, so that they need not all lie in memory. */
export interface SafetensorsInput {
  readonly name: string;
  readonly dtype: WritableDType;
  readonly shape: readonly number[];
  /** The numbers, row-major. */
  readonly read: () => HostArray['data'] | Promise<HostArray['data']>;
}

/**
 * A safetensors file, piece by piece: wide types first, so that every tensor lies aligned.
 *
 * @throws FigmentError `INPUT_INVALID` for two tensors of one name, numbers that don't fill their shape, and finite ones that F16 can't hold
 */
export async function* writeSafetensors(inputs: readonly SafetensorsInput[], metadata: Readonly<Record<string, string>> = {}): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const sorted = [...inputs].sort((a, b) => elementBytes[b.dtype] - elementBytes[a.dtype]);
  yield headerOf(sorted, metadata);
  for (const { name, dtype, shape, read } of sorted) {
    const numbers = await read();
    const size = sizeOf(shape);
    if (numbers.length !== size) throw new FigmentError('INPUT_INVALID', `"${name}" of shape [${shape.join(', ')}] must have ${size} numbers, got ${numbers.length}.`);
    yield encode(dtype, numbers, `"${name}"`);
  }
}

/**
 * A safetensors file of host arrays: floats as F32 (or F16), int32 as I32, bytes as U8.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function encodeSafetensors(
  arrays: Readonly<Record<string, HostArray>>,
  { dtype = 'F32', metadata }: { readonly dtype?: 'F32' | 'F16' | undefined; readonly metadata?: Readonly<Record<string, string>> | undefined } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const inputs = Object.entries(arrays).map(([name, { data, shape }]): SafetensorsInput => ({
    name,
    dtype: data instanceof Float32Array ? dtype : data instanceof Int32Array ? 'I32' : 'U8',
    shape,
    read: () => data,
  }));
  return collect(writeSafetensors(inputs, metadata));
}

function headerOf(inputs: readonly SafetensorsInput[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  // A null prototype, for a tensor may be called __proto__.
  const header = Object.create(null) as Record<string, unknown>;
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let at = 0;
  for (const { name, dtype, shape } of inputs) {
    if (name === '__metadata__' || Object.hasOwn(header, name)) throw new FigmentError('INPUT_INVALID', `two tensors are called "${name}".`);
    const end = at + sizeOf(shape) * elementBytes[dtype];
    header[name] = { dtype, shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  return bytes;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}
