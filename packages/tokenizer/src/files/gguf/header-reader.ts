import { shown } from '../../errors.ts';
import type { ByteSource } from '../byte-file.ts';
import type { GgufValue } from './header.ts';

/** So much is read at first; what describes a model with a large vocabulary has some megabytes. */
const FIRST_BYTES = 1 << 20;

/** Bytes of the types of fixed size, by their number: u8, i8, u16, i16, u32, i32, f32, bool; u64, i64, f64. */
const SIZES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const STRING = 8;
const ARRAY = 9;
/** Arrays of arrays are not used, but allowed. */
const MAX_DEPTH = 4;
/** A key, a type and a value. */
const ENTRY_BYTES = 13;
/** A name, a count of axes, a type and an offset. */
const TENSOR_BYTES = 24;

/** Thrown where what is loaded ends, though the file does not. */
class NeedsMore extends Error {}

/** Reads the header of a GGUF file, of which more is loaded where it is needed. */
export class HeaderReader {
  readonly #source: ByteSource;
  readonly #invalid: (reason: string) => Error;
  #bytes = new Uint8Array();
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #isLittleEndian = true;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(source: ByteSource, invalid: (reason: string) => Error) {
    this.#source = source;
    this.#invalid = invalid;
  }

  /** Bytes read. */
  get at(): number {
    return this.#at;
  }

  /** What the file begins with. Entries are those of the metadata. */
  async start(unsupported: (reason: string) => Error): Promise<{ readonly version: number; readonly isLittleEndian: boolean; readonly tensors: number; readonly entries: number }> {
    await this.#load(FIRST_BYTES);
    return this.whole(() => {
      const magic = this.#decoder.decode(this.#bytes.subarray(0, 4));
      if (magic !== 'GGUF') throw this.#invalid(`it must start with "GGUF", got ${shown(magic)}`);
      this.#at = 4;
      this.#isLittleEndian = true;
      let version = this.u32();
      if ((version & 0xffff) === 0) {
        this.#isLittleEndian = false;
        this.#at = 4;
        version = this.u32();
      }
      if (version !== 2 && version !== 3) throw unsupported(`it is of version ${version}, and only versions 2 and 3 can be read`);
      const tensors = this.#count(TENSOR_BYTES, 'tensors');
      return { version, isLittleEndian: this.#isLittleEndian, tensors, entries: this.#count(ENTRY_BYTES, 'entries') };
    });
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
        await this.#load(2 * this.#bytes.length);
      }
    }
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4), this.#isLittleEndian);
  }

  /** A length or a place, which no file has beyond 2^53. */
  u64(): number {
    const at = this.#skip(8);
    const value = this.#view.getBigUint64(at, this.#isLittleEndian);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.#invalid(`byte ${at} says ${value}, more than any file can hold`);
    return Number(value);
  }

  string(): string {
    const length = this.#count(1, 'characters');
    const at = this.#skip(length);
    return this.#decoder.decode(this.#bytes.subarray(at, at + length));
  }

  /** undefined if it is not kept. */
  value(type: number, isKept: boolean, depth = 0): GgufValue | undefined {
    if (type === STRING) {
      if (isKept) return this.string();
      this.#skip(this.#count(1, 'characters'));
      return undefined;
    }
    if (type === ARRAY) return this.#array(isKept, depth);
    const size = SIZES[type];
    if (size === undefined) throw this.#invalid(`byte ${this.#at - 4} gives a value the unknown type ${type}`);
    const at = this.#skip(size);
    return isKept ? this.#scalar(type, at) : undefined;
  }

  #array(isKept: boolean, depth: number): GgufValue | undefined {
    const type = this.u32();
    const size = SIZES[type];
    if (size === undefined && type !== STRING && type !== ARRAY) throw this.#invalid(`byte ${this.#at - 4} gives the values of an array the unknown type ${type}`);
    const count = this.#count(size ?? 8, 'values');
    if (depth === MAX_DEPTH) throw this.#invalid(`arrays are nested too deeply at byte ${this.#at}`);
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

  #scalar(type: number, at: number): number | bigint | boolean {
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
      case 10: return numberIfSafe(view.getBigUint64(at, little));
      case 11: return numberIfSafe(view.getBigInt64(at, little));
      default: return view.getFloat64(at, little);
    }
  }

  /** A count of things of at least `size` bytes each, which must fit into the file. */
  #count(size: number, of: string): number {
    const claimed = this.#view.getBigUint64(this.#skip(8), this.#isLittleEndian);
    const count = Number(claimed);
    if (count * size > this.#source.size - this.#at) throw this.#invalid(`byte ${this.#at - 8} claims ${claimed} ${of}, more than the file can hold: it was cut off or damaged`);
    return count;
  }

  /** Passes over some bytes; gives where they start. */
  #skip(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) {
      if (at + size > this.#source.size) throw this.#cutOff();
      throw new NeedsMore();
    }
    this.#at += size;
    return at;
  }

  /** Loads at least the first `size` bytes, as far as there are so many. */
  async #load(size: number): Promise<void> {
    const loaded = this.#bytes.length;
    const more = new Uint8Array(await this.#source.slice(loaded, Math.min(size, this.#source.size)).arrayBuffer());
    if (more.length === 0) throw this.#cutOff();
    const bytes = new Uint8Array(loaded + more.length);
    bytes.set(this.#bytes);
    bytes.set(more, loaded);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  #cutOff(): Error {
    return this.#invalid(`it ends within its header, at byte ${this.#source.size === Infinity ? this.#bytes.length : this.#source.size}: it was cut off`);
  }
}

function numberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
