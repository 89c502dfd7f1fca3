import { TokenizerError } from '../../errors.ts';
import type { ByteSource } from '../byte-file.ts';
import { HeaderReader } from './header-reader.ts';

/** A value of a GGUF file. 64-bit integers are numbers up to 2^53, bigints beyond. */
export type GgufValue = boolean | number | bigint | string | readonly GgufValue[];

/** Where a tensor of a GGUF file lies. */
export interface GgufTensorInfo {
  readonly name: string;
  /** As the format numbers types of numbers (`ggml_type`). */
  readonly type: number;
  /** Lengths of its axes, slowest first: the reverse of how the file lists them. */
  readonly shape: readonly number[];
  /** Of its first byte, from the start of the data. */
  readonly offset: number;
}

/** What a GGUF file says before its data. */
export interface GgufHeader {
  /** 2 or 3. */
  readonly version: number;
  readonly isLittleEndian: boolean;
  /** By their keys: those that were to be kept. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  /** In the order of the file. */
  readonly tensors: readonly GgufTensorInfo[];
  /** Where the header ends, in bytes from the start; the data begin at the next multiple of `general.alignment`. */
  readonly end: number;
}

/** Options of {@link readGgufHeader}. */
export interface GgufHeaderOptions {
  /** Which values are kept, by their keys; the others are passed over (all). */
  readonly keep?: ((key: string) => boolean) | undefined;
  /** Makes the error for what is wrong: 'it ends within its header'. */
  readonly invalid?: ((reason: string) => Error) | undefined;
  /** Makes the error for a version that can't be read (`invalid`). */
  readonly unsupported?: ((reason: string) => Error) | undefined;
}

/**
 * The header of a GGUF file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), versions 2 and 3, of both byte orders. Only as
 * much of the file is read as the header is long.
 *
 * @param source a Blob, or what else is read in parts
 * @throws TokenizerError `TOKENIZER_INVALID`, or what `options` make, where the file is cut off, foreign, of another version or claims what it can't hold
 */
export async function readGgufHeader(source: ByteSource, options: GgufHeaderOptions = {}): Promise<GgufHeader> {
  const { keep = () => true, invalid = noGguf, unsupported = invalid } = options;
  const reader = new HeaderReader(source, invalid);
  const { version, isLittleEndian, tensors: tensorCount, entries } = await reader.start(unsupported);
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < entries; i++) {
    await reader.whole(() => {
      const at = reader.at;
      const key = reader.string();
      const value = reader.value(reader.u32(), keep(key));
      if (metadata.has(key)) throw invalid(`byte ${at} holds a second "${key}"`);
      if (value !== undefined) metadata.set(key, value);
    });
  }
  const tensors: GgufTensorInfo[] = [];
  for (let i = 0; i < tensorCount; i++) tensors.push(await reader.whole(() => tensorInfo(reader, invalid)));
  return { version, isLittleEndian, metadata, tensors, end: reader.at };
}

function noGguf(reason: string): Error {
  return new TokenizerError('TOKENIZER_INVALID', `This is no GGUF file: ${reason}.`);
}

/** As ggml's GGML_MAX_DIMS. */
const MAX_AXES = 4;

function tensorInfo(reader: HeaderReader, invalid: (reason: string) => Error): GgufTensorInfo {
  const name = reader.string();
  const at = reader.at;
  const axes = reader.u32();
  if (axes > MAX_AXES) throw invalid(`byte ${at} says that the tensor "${name}" has ${axes} axes, more than ${MAX_AXES}`);
  const shape = Array.from({ length: axes }, () => reader.u64()).reverse();
  if (!Number.isSafeInteger(shape.reduce((size, length) => size * length, 1))) throw invalid(`byte ${at + 4} gives the tensor "${name}" the shape [${shape.join(', ')}], more than any file can hold`);
  return { name, shape, type: reader.u32(), offset: reader.u64() };
}
