import { FigmentError } from '../../errors.ts';
import type { ByteSource } from '../bytes.ts';
import { elementBytes, type SafetensorsDType } from './dtype.ts';

/** Where a tensor lies in a file. */
export interface SafetensorsEntry {
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  /** First byte, from the start of the file. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/** What a file says of itself. */
export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
}

/** As in the reference library: what is larger is an attack or no header. */
const LARGEST_HEADER = 100_000_000;
const LENGTH_BYTES = 8;

/**
 * Reads and checks the header: length (u64, little endian), then JSON `{ name: { dtype, shape, data_offsets } }`, then the tensors without
 * gaps (https://huggingface.co/docs/safetensors).
 *
 * @param file names the file in messages
 * @throws FigmentError `SAFETENSORS_INVALID`
 */
export async function readHeader(source: ByteSource, file: string): Promise<SafetensorsHeader> {
  const invalid = (reason: string): FigmentError => new FigmentError('SAFETENSORS_INVALID', `${file}: ${reason}`);
  if (source.size < LENGTH_BYTES) throw invalid(`a safetensors file has at least ${LENGTH_BYTES} bytes, this one ${source.size}.`);
  const length = new DataView(await source.slice(0, LENGTH_BYTES).arrayBuffer()).getBigUint64(0, true);
  if (length > BigInt(LARGEST_HEADER)) throw invalid(`the header claims ${length.toString()} bytes, more than ${LARGEST_HEADER}: this is no safetensors file.`);
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > source.size) throw invalid(`the header should end at byte ${dataStart}, but the file ends at ${source.size}: it was cut off.`);
  const header = parseJson(await source.slice(LENGTH_BYTES, dataStart).arrayBuffer(), invalid);

  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) throw invalid('__metadata__ must map names to strings.');
  const tensors = Object.entries(entries).map(([name, entry]) => [name, checkEntry(name, entry, dataStart, invalid)] as const);
  tensors.sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  checkOrder(tensors, dataStart, source.size, invalid);
  return { metadata: metadata as Record<string, string>, tensors: new Map(tensors) };
}

type Invalid = (reason: string) => FigmentError;

function parseJson(bytes: ArrayBuffer, invalid: Invalid): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('the header is no JSON: this is no safetensors file, or it was damaged.');
  }
  if (!isRecord(value)) throw invalid('the header must be a JSON object.');
  return value;
}

function checkEntry(name: string, entry: unknown, dataStart: number, invalid: Invalid): SafetensorsEntry {
  if (!isRecord(entry)) throw invalid(`"${name}" must be { dtype, shape, data_offsets }.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) throw invalid(`"${name}" has the unknown type ${JSON.stringify(dtype)}.`);
  if (!isCounts(shape)) throw invalid(`the shape of "${name}" must list whole numbers, got ${JSON.stringify(shape)}.`);
  if (!isCounts(offsets) || offsets.length !== 2) throw invalid(`the data_offsets of "${name}" must be [begin, end], got ${JSON.stringify(offsets)}.`);
  const [begin, end] = offsets as [number, number];
  const needed = shape.reduce((size, axis) => size * axis, elementBytes[dtype as SafetensorsDType]);
  if (end - begin !== needed) throw invalid(`"${name}" of type ${dtype} and shape [${shape.join(', ')}] needs ${needed} bytes, its data_offsets [${begin}, ${end}] give it ${end - begin}.`);
  return { dtype: dtype as SafetensorsDType, shape, start: dataStart + begin, end: dataStart + end };
}

/** Every byte of the data belongs to exactly one tensor. */
function checkOrder(tensors: readonly (readonly [string, SafetensorsEntry])[], dataStart: number, size: number, invalid: Invalid): void {
  let at = dataStart;
  let before = 'the header';
  for (const [name, { start, end }] of tensors) {
    if (start < at) throw invalid(`"${name}" overlaps ${before}.`);
    if (start > at) throw invalid(`${start - at} bytes between ${before} and "${name}" belong to no tensor.`);
    if (end > size) throw invalid(`"${name}" should end at byte ${end}, but the file ends at ${size}: it was cut off.`);
    at = end;
    before = `"${name}"`;
  }
  if (at !== size) throw invalid(`${size - at} bytes after ${before} belong to no tensor.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0);
}
