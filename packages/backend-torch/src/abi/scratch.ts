import koffi from 'koffi';

const size = 1 << 20;
const word = 8;
const twoTo32 = 2 ** 32;

/** Where results are written to. */
const outAt = 0;
/** One cell that is copied into heap memory. */
const cellAt = 1024;
/** The arguments of a call of the dispatcher, then its results. */
const stackAt = 4096;
/** Lists and options of one call. */
const heapAt = 64 * 1024;

/**
 * Memory that both sides write to: 64-bit words at fixed places, outside of V8's heap, so that addresses stay.
 * Addresses of user space are below 2^47, so they are plain numbers here.
 */
export class Scratch {
  readonly #bytes = new Uint8Array(new ArrayBuffer(size));
  readonly #uint32 = new Uint32Array(this.#bytes.buffer);
  readonly #int32 = new Int32Array(this.#bytes.buffer);
  readonly #float64 = new Float64Array(this.#bytes.buffer);
  readonly #base = Number(koffi.address(this.#bytes));
  #heapEnd = heapAt;

  /** The address of the i-th result. */
  out(i = 0): number {
    return this.#base + outAt + i * word;
  }

  /** The i-th result as an address or a whole number that is not negative. */
  result(i = 0): number {
    return this.readAddress(outAt + i * word);
  }

  /** The i-th result as a 32-bit number. */
  resultInt32(i = 0): number {
    return this.#int32[(outAt >> 2) + 2 * i]!;
  }

  get stackAddress(): number {
    return this.#base + stackAt;
  }

  /** The place of the i-th word of the stack, for the methods that read and write. */
  stackPlace(i: number): number {
    return stackAt + i * word;
  }

  get cellAddress(): number {
    return this.#base + cellAt;
  }

  get cellPlace(): number {
    return cellAt;
  }

  readAddress(place: number): number {
    return this.#uint32[place >> 2]! + this.#uint32[(place >> 2) + 1]! * twoTo32;
  }

  readInt(place: number): number {
    return this.#uint32[place >> 2]! + this.#int32[(place >> 2) + 1]! * twoTo32;
  }

  readFloat(place: number): number {
    return this.#float64[place >> 3]!;
  }

  readBool(place: number): boolean {
    return this.#bytes[place] !== 0;
  }

  writeInt(place: number, value: number): void {
    this.#int32[place >> 2] = value;
    this.#int32[(place >> 2) + 1] = Math.floor(value / twoTo32);
  }

  writeFloat(place: number, value: number): void {
    this.#float64[place >> 3] = value;
  }

  /** Zeroes `count` words from the i-th of the stack on. */
  clearStack(i: number, count: number): void {
    const from = (stackAt >> 2) + 2 * i;
    this.#uint32.fill(0, from, from + 2 * count);
  }

  /** Begins a call: what lists and options of the last one lay in is free again. */
  reset(): void {
    this.#heapEnd = heapAt;
  }

  /** Writes 64-bit whole numbers, and returns their address. They stay until `reset`. */
  ints(values: readonly number[]): number {
    const place = this.#take(values.length * word);
    for (let i = 0; i < values.length; i++) this.writeInt(place + i * word, values[i]!);
    return this.#base + place;
  }

  /** Writes 32-bit whole numbers, and returns their address. They stay until `reset`. */
  int32s(values: readonly (number | boolean)[]): number {
    const place = this.#take(values.length * 4);
    for (let i = 0; i < values.length; i++) this.#int32[(place >> 2) + i] = Number(values[i]!);
    return this.#base + place;
  }

  /** Writes a 64-bit float, and returns its address. It stays until `reset`. */
  float(value: number): number {
    const place = this.#take(word);
    this.#float64[place >> 3] = value;
    return this.#base + place;
  }

  /** The `count` 64-bit whole numbers at the result's place. */
  resultInts(count: number): number[] {
    return Array.from({ length: count }, (_, i) => this.readInt(outAt + i * word));
  }

  #take(bytes: number): number {
    const place = this.#heapEnd;
    this.#heapEnd += Math.ceil(Math.max(bytes, 1) / word) * word;
    if (this.#heapEnd > size) throw new RangeError(`the lists of one call of libtorch take ${(this.#heapEnd - heapAt).toString()} bytes, more than ${(size - heapAt).toString()}`);
    return place;
  }
}
