import type { HostArray } from '@figment/core';
import { FigmentError } from '@figment/core';
import { type GgufTensorInfo, type GgufValue, readGgufHeader } from '@figment/tokenizer/gguf';

import { blocksOf, dequantize } from './types.ts';

/** Bytes that can be read in parts: a Blob, a file of a store. */
export interface GgufSource {
  readonly size: number;
  /** The bytes in [start, end). */
  slice(start: number, end: number): Pick<Blob, 'arrayBuffer'>;
}

/** Where a tensor lies in a file. */
export interface GgufTensor {
  /** As ggml calls it: 'Q4_K'. */
  readonly type: string;
  /** Slowest axis first: a matrix is [out, in]. (The file lists them the other way round.) */
  readonly shape: readonly number[];
  /** First byte, from the start of the file. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/** An open file: the header is read and checked, tensors are read when they are asked for. */
export interface Gguf {
  /** Of the format: 2 or 3. */
  readonly version: number;
  /** 64-bit integers are numbers up to 2^53, bigints beyond. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  /** Tensors begin at multiples of it, in bytes. */
  readonly alignment: number;
  /** By name, in the order of the header. */
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  /** Bytes of the whole file. */
  readonly size: number;
  /**
   * One tensor as floats.
   *
   * @param part of it, where not all is wanted: whole blocks
   * @throws FigmentError `GGUF_INVALID` when there is no such tensor, its type can't be read, or the file ends within it
   */
  read(name: string, part?: GgufTensor): Promise<HostArray<Float32Array<ArrayBuffer>>>;
}

/** Options of {@link readGguf}. */
export interface ReadGgufOptions {
  /** Names the file in messages ('gguf'). */
  readonly file?: string | undefined;
  /** Which values of the metadata are kept, by their keys (all). */
  readonly keep?: ((key: string) => boolean) | undefined;
}

/** What tensors are aligned to where a file doesn't say. */
const DEFAULT_ALIGNMENT = 32;

/**
 * Opens a GGUF file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), version 2 or 3: reads its header, and no weights.
 *
 * @throws FigmentError `GGUF_INVALID` when it is cut off, foreign or contradicts itself; the message says where
 */
export async function readGguf(source: GgufSource, { file = 'gguf', keep = () => true }: ReadGgufOptions = {}): Promise<Gguf> {
  const invalid = (reason: string): FigmentError => new FigmentError('GGUF_INVALID', `${file} is no GGUF file that can be read: ${reason}.`);
  const header = await readGgufHeader(source, { keep: (key) => key === 'general.alignment' || keep(key), invalid });
  if (!header.isLittleEndian) throw invalid('its numbers are big-endian, and only little-endian ones can be read');
  const alignment = header.metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT;
  if (typeof alignment !== 'number' || !(alignment >= 1) || !Number.isInteger(Math.log2(alignment))) throw invalid(`general.alignment must be a power of two, got ${String(alignment)}`);
  const dataStart = Math.ceil(header.end / alignment) * alignment;
  const tensors = new Map<string, GgufTensor>();
  for (const info of header.tensors) {
    if (tensors.has(info.name)) throw invalid(`two tensors are called "${info.name}"`);
    tensors.set(info.name, located(info, { dataStart, alignment, size: source.size, invalid }));
  }
  checkOverlaps(tensors, invalid);
  return {
    version: header.version,
    metadata: header.metadata,
    alignment,
    tensors,
    size: source.size,
    async read(name, part) {
      const tensor = part ?? tensors.get(name);
      if (tensor === undefined) throw new FigmentError('GGUF_INVALID', `${file} holds no tensor "${name}".`);
      const bytes = new Uint8Array(await source.slice(tensor.start, tensor.end).arrayBuffer());
      if (bytes.length !== tensor.end - tensor.start) throw invalid(`"${name}" should end at byte ${tensor.end}, but the file ends at ${tensor.start + bytes.length}: it was cut off`);
      return { data: dequantize(tensor.type, bytes), shape: tensor.shape };
    },
  };
}

type Invalid = (reason: string) => FigmentError;

function located({ name, type, shape, offset }: GgufTensorInfo, { dataStart, alignment, size, invalid }: { readonly dataStart: number; readonly alignment: number; readonly size: number; readonly invalid: Invalid }): GgufTensor {
  const blocks = blocksOf(type);
  if (blocks === undefined) throw invalid(`"${name}" has the unknown type ${type}`);
  if ((shape.at(-1) ?? 1) % blocks.weights !== 0) throw invalid(`"${name}" has rows of ${shape.at(-1) ?? 1}, which are no whole blocks of ${blocks.weights}, as ${blocks.name} has them`);
  if (offset % alignment !== 0) throw invalid(`"${name}" begins at byte ${offset} of the data, which is no multiple of the alignment (${alignment})`);
  const start = dataStart + offset;
  const end = start + (shape.reduce((count, length) => count * length, 1) / blocks.weights) * blocks.bytes;
  if (end > size) throw invalid(`"${name}" should end at byte ${end}, but the file ends at ${size}: it was cut off`);
  return { type: blocks.name, shape, start, end };
}

function checkOverlaps(tensors: ReadonlyMap<string, GgufTensor>, invalid: Invalid): void {
  const sorted = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  for (const [i, [name, { start }]] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before !== undefined && start < before[1].end) throw invalid(`"${name}" begins at byte ${start}, within "${before[0]}", which ends at ${before[1].end}`);
  }
}
