/**
 * The IDX format of MNIST and its successors: two zero bytes, a type, the number of axes, their lengths (big-endian), then the numbers.
 * LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998, "File formats".
 */
import { readFile } from '#platform/folders';

import { FigmentError } from '../../errors.ts';
import type { HostArray, Tensor } from '../../tensor.ts';
import { arrays } from '../arrays.ts';
import { elementsOf } from '../host-array.ts';
import type { IndexedDataset } from '../indexed.ts';
import { padImages } from '../images/pad.ts';
import { gunzip } from './gunzip.ts';

/** A file: its path (in Node), its URL (in a page), or its bytes. */
export type FileSource = string | Blob | Uint8Array<ArrayBuffer>;

const types = {
  0x08: { bytes: 1, read: (view: DataView, at: number) => view.getUint8(at) },
  0x09: { bytes: 1, read: (view: DataView, at: number) => view.getInt8(at) },
  0x0b: { bytes: 2, read: (view: DataView, at: number) => view.getInt16(at) },
  0x0c: { bytes: 4, read: (view: DataView, at: number) => view.getInt32(at) },
  0x0d: { bytes: 4, read: (view: DataView, at: number) => view.getFloat32(at) },
  0x0e: { bytes: 8, read: (view: DataView, at: number) => view.getFloat64(at) },
} as const;

/**
 * Reads one IDX file, packed with gzip or not. Unsigned bytes stay bytes, other whole numbers become int32, floats float32.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `DATA_INVALID` when it is no IDX file, or not a whole one
 */
export async function readIdx(source: FileSource): Promise<HostArray> {
  const name = nameOf(source);
  const packed = typeof source === 'string' ? await readFile(source) : source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source;
  const bytes = await gunzip(packed, name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = bytes.length >= 4 && view.getUint16(0) === 0 ? types[view.getUint8(2) as keyof typeof types] : undefined;
  if (type === undefined) throw new FigmentError('DATA_INVALID', `${name} must be an IDX file: it does not begin with two zero bytes and a known type.`);
  const axes = view.getUint8(3);
  const header = 4 + 4 * axes;
  const shape = bytes.length < header ? [] : Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = elementsOf(shape);
  if (axes === 0 || bytes.length !== header + count * type.bytes) {
    throw new FigmentError('DATA_INVALID', `${name} of shape [${shape.join(', ')}] must have ${header + count * type.bytes} bytes, got ${bytes.length}: it is cut off, or no IDX file.`);
  }
  if (type === types[0x08]) return { data: bytes.slice(header), shape };
  const data = type === types[0x0d] || type === types[0x0e] ? new Float32Array(count) : new Int32Array(count);
  for (let i = 0; i < count; i += 1) data[i] = type.read(view, header + i * type.bytes);
  return { data, shape };
}

/** Writes an array as an IDX file: bytes as unsigned bytes, int32 and float32 as they are. */
export function writeIdx({ data, shape }: HostArray): Uint8Array<ArrayBuffer> {
  const header = 4 + 4 * shape.length;
  const out = new Uint8Array(header + data.byteLength);
  const view = new DataView(out.buffer);
  view.setUint8(2, data instanceof Uint8Array ? 0x08 : data instanceof Int32Array ? 0x0c : 0x0d);
  view.setUint8(3, shape.length);
  shape.forEach((length, axis) => { view.setUint32(4 + 4 * axis, length); });
  if (data instanceof Uint8Array) out.set(data, header);
  else if (data instanceof Int32Array) data.forEach((value, i) => { view.setInt32(header + 4 * i, value); });
  else data.forEach((value, i) => { view.setFloat32(header + 4 * i, value); });
  return out;
}

/** Options of {@link idx}. */
export interface IdxOptions {
  readonly title?: string | undefined;
  /** Pads pictures with zeros to this side, the picture in the middle: 28 -> 32. */
  readonly size?: number | undefined;
}

/**
 * Pictures from an IDX file of [N, H, W] or [N, H, W, C], with labels from a second one.
 *
 * `await idx('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', { size: 32 })`
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `DATA_INVALID`, `SHAPE_MISMATCH`
 */
export function idx(images: FileSource, options?: IdxOptions): Promise<IndexedDataset<{ readonly image: Tensor }>>;
export function idx(images: FileSource, labels: FileSource, options?: IdxOptions): Promise<IndexedDataset<{ readonly image: Tensor; readonly label: Tensor }>>;
export async function idx(images: FileSource, second?: FileSource | IdxOptions, third?: IdxOptions): Promise<IndexedDataset<{ readonly image: Tensor }>> {
  const labels = isSource(second) ? second : undefined;
  const { title = nameOf(images), size } = (isSource(second) ? third : second) ?? {};
  const file = await readIdx(images);
  if (file.shape.length !== 3 && file.shape.length !== 4) {
    throw new FigmentError('SHAPE_MISMATCH', `${nameOf(images)} must have shape [N, H, W] or [N, H, W, C], got [${file.shape.join(', ')}].`);
  }
  const pictures = { data: file.data, shape: file.shape.length === 3 ? [...file.shape, 1] : file.shape };
  const image = size === undefined ? pictures : padImages(pictures, size);
  return labels === undefined ? arrays({ image }, { title }) : arrays({ image, label: await readIdx(labels) }, { title });
}

function isSource(value: FileSource | IdxOptions | undefined): value is FileSource {
  return typeof value === 'string' || value instanceof Blob || value instanceof Uint8Array;
}

function nameOf(source: FileSource): string {
  if (typeof source === 'string') return source;
  return source instanceof File ? source.name : 'The file';
}
