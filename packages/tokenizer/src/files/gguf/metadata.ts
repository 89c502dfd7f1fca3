import { shown, TokenizerError } from '../../errors.ts';
import type { ByteSource } from '../byte-file.ts';

/** A value of a GGUF file; 64-bit integers as numbers. */
export type GgufValue = boolean | number | string | readonly GgufValue[];

/** So much is read at first; what describes a model with a large vocabulary has some megabytes. */
const FIRST_BYTES = 1 << 20;

/** Bytes of the types of fixed size, by their number: u8, i8, u16, i16, u32, i32, f32, bool; u64, i64, f64. */
const SIZES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const STRING = 8;
const ARRAY = 9;
/** Arrays of arrays are not used, but allowed. */
const MAX_DEPTH = 4;

/**
 * The metadata of a GGUF file whose keys start with `prefix`; the rest is passed over, and tensors are not read
 * (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). Versions 2 and 3, of both byte orders.
 *
 * @throws TokenizerError `TOKENIZER_INVALID` where the file is cut off, foreign or claims what it can't hold
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for other versions
 */
export async function readGgufMetadata(source: ByteSource, prefix = 'tokenizer.'): Promise<ReadonlyMap<string, GgufValue>> {
  const reader = new HeaderReader(source);
  await reader.load(FIRST_BYTES);
  const metadata = new Map<string, GgufValue>();
  const remaining = await reader.whole(() => reader.start());
  for (let i = 0; i < remaining; i++) {
    const [key, value] = await reader.whole(() => {
      const name = reader.string();
      return [name, reader.value(reader.u32(), name.startsWith(prefix), 0)] as const;
    });
    if (value !== undefined) metadata.set(key, value);
  }
  return metadata;
}

/** Thrown where what is loaded ends, though the file does not. */
class NeedsMore extends Error {}

class HeaderReader {
  readonly #source: ByteSource;
  #bytes = new Uint8Array();
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #isLittleEndian = true;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Loads at least the first `size` bytes, as far as there are so many. */
  async load(size: number): Promise<void> {
    const loaded = this.#bytes.length;
    const more = new Uint8Array(await this.#source.slice(loaded, Math.min(size, this.#source.size)).arrayBuffer());
    if (more.length === 0) throw invalid('it ends within its header: it was cut off');
    const bytes = new Uint8Array(loaded + more.length);
    bytes.set(this.#bytes);
    bytes.set(more, loaded);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** Reads one thing, again from its start if more has to be loaded for it. */
  async whole<T>(read: () => T): Promise<T> {
    const start = this.#at;
    for (;;) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof NeedsMore)) throw error;
        this.#at = start;
        await this.load(2 * this.#bytes.length);
      }
    }
  }

  /** How many entries the metadata has. */
  start(): number {
    const magic = this.#decoder.decode(this.#bytes.subarray(0, 4));
    if (magic !== 'GGUF') throw invalid(`it must start with "GGUF", got ${shown(magic)}`);
    this.#at = 4;
    this.#isLittleEndian = true;
    let version = this.u32();
    if ((version & 0xffff) === 0) {
      this.#isLittleEndian = false;
      this.#at = 4;
      version = this.u32();
    }
    if (version !== 2 && version !== 3) throw new TokenizerError('TOKENIZER_UNSUPPORTED', `GGUF files of version ${version} can't be read, only those of versions 2 and 3.`);
    this.#skip(8);
    // A key, a type and a value have 13 bytes at least.
    return this.#count(13);
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4), this.#isLittleEndian);
  }

  string(): string {
    const length = this.#count(1);
    const at = this.#skip(length);
    return this.#decoder.decode(this.#bytes.subarray(at, at + length));
  }

  /** undefined if it is not kept. */
  value(type: number, isKept: boolean, depth: number): GgufValue | undefined {
    if (type === STRING) {
      if (isKept) return this.string();
      this.#skip(this.#count(1));
      return undefined;
    }
    if (type === ARRAY) return this.#array(isKept, depth);
    const size = SIZES[type];
    if (size === undefined) throw invalid(`a value has the unknown type ${type}`);
    const at = this.#skip(size);
    return isKept ? this.#scalar(type, at) : undefined;
  }

  #array(isKept: boolean, depth: number): GgufValue | undefined {
    const type = this.u32();
    const size = SIZES[type];
    const count = this.#count(size ?? 8);
    if (depth === MAX_DEPTH) throw invalid('arrays are nested too deeply');
    if (!isKept && size !== undefined) {
      this.#skip(count * size);
      return undefined;
    }
    const values: GgufValue[] = [];
    for (let i = 0; i < count; i++) {
      const value = this.value(type, isKept, depth + 1);
      if (value !== undefined) values.push(value);
    }
    return isKept ? values : undefined;
  }

  #scalar(type: number, at: number): number | boolean {
    const view = this.#view;
    const little = this.#isLittleEndian;
    switch (type) {
      case 0: return view.getUint8(at);
      case 1: return view.getInt8(at);
      case 2: return view.getUint16(at, little);
      case 3: return view.getInt16(at, little);
      case 4: return view.getUint32(at, little);
      case 5: return view.getInt32(at, little);
      case 6: return view.getFloat32(at, little);
      case 7: return view.getUint8(at) !== 0;
      case 10: return Number(view.getBigUint64(at, little));
      case 11: return Number(view.getBigInt64(at, little));
      default: return view.getFloat64(at, little);
    }
  }

  /** A count of things of at least `size` bytes each, which must fit into the file. */
  #count(size: number): number {
    const count = Number(this.#view.getBigUint64(this.#skip(8), this.#isLittleEndian));
    if (count * size > this.#source.size - this.#at) throw invalid(`byte ${this.#at - 8} claims ${count} values, more than the file can hold: it was cut off or damaged`);
    return count;
  }

  /** Passes over some bytes; gives where they start. */
  #skip(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) {
      if (at + size > this.#source.size) throw invalid('it ends within its header: it was cut off');
      throw new NeedsMore();
    }
    this.#at += size;
    return at;
  }
}

export function invalid(reason: string): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `This is no GGUF file with a tokenizer: ${reason}.`);
}
