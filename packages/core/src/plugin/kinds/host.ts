import { FigmentError } from '../../errors.ts';
import { download, upload } from '../../ops/index.ts';
import { isObject } from '../schema/mismatch.ts';
import { shown } from '../schema/path.ts';
import { type HostArray, isTensor, type Tensor } from '../../tensor.ts';
import type { Kind, Kinds } from '../spec/v1.ts';

/** A value as plain data: each tensor has become an array with its shape. It can be posted to a worker and written to a file. */
export type Hosted<Value> = Value extends Tensor
  ? HostArray
  : Value extends readonly unknown[] | Readonly<Record<string, unknown>> ? { readonly [Name in keyof Value]: Hosted<Value[Name]> } : Value;
/** A value of a kind as plain data. */
export type HostValue<K extends Kind> = Hosted<Kinds[K]>;

/** Reads a value of a kind into host memory. Tensors stay whose they were. */
export async function toHost<K extends Kind>(kind: K, value: Kinds[K]): Promise<HostValue<K>> {
  return (await hosted(value, kind)) as HostValue<K>;
}

/** Makes a value of a kind from host memory; its tensors belong to the caller. Bytes become float32 in [0, 1]. */
export function fromHost<K extends Kind>(kind: K, value: HostValue<K>): Kinds[K] {
  const made: Tensor[] = [];
  try {
    return uploaded(value, kind, made) as Kinds[K];
  } catch (error) {
    for (const each of made) each.dispose();
    throw error;
  }
}

/** What `postMessage(value, transferList(value))` hands over instead of copying. */
export function transferList(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (isObject(value) || Array.isArray(value)) for (const child of Object.values(value)) transferList(child, found);
  return [...found];
}

async function hosted(value: unknown, name: string): Promise<unknown> {
  if (isTensor(value)) return await download(value);
  if (Array.isArray(value)) return await Promise.all(value.map((child, i) => hosted(child, `${name}[${i}]`)));
  if (isObject(value)) {
    return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([field, child]) => [field, await hosted(child, `${name}.${field}`)] as const)));
  }
  if (typeof value === 'function' || typeof value === 'symbol') throw new FigmentError('INPUT_INVALID', `${name} must be plain data, got ${shown(value)}.`);
  return value;
}

function uploaded(value: unknown, name: string, made: Tensor[]): unknown {
  if (isHostArray(value)) {
    const uploadedTensor = checkedUpload(value, name);
    made.push(uploadedTensor);
    return uploadedTensor;
  }
  if (Array.isArray(value)) return value.map((child, i) => uploaded(child, `${name}[${i}]`, made));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, uploaded(child, `${name}.${field}`, made)]));
  return value;
}

function checkedUpload({ data, shape }: HostArray, name: string): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) throw new FigmentError('INPUT_INVALID', `${name} has ${data.length} numbers, but its shape [${shape.join(', ')}] holds ${size}.`);
  return upload({ data: data instanceof Uint8Array ? Float32Array.from(data, (byte) => byte / 255) : data, shape });
}

function isHostArray(value: unknown): value is HostArray {
  return isObject(value) && ArrayBuffer.isView(value['data']) && Array.isArray(value['shape']);
}
