import { grown } from './growing-array.ts';

/**
 * How often stretches of texts occur, without making strings of them: all different ones stand in one array of UTF-16 units, and an
 * open-addressed table finds them.
 */
export class StretchCounter {
  #units = new Uint16Array(1 << 16);
  /** Where stretches start in the units; each ends where the next one starts. */
  #starts = new Int32Array(1 << 12);
  #counts = new Float64Array(1 << 12);
  #hashes = new Int32Array(1 << 12);
  /** Numbers of stretches, plus one; 0 is free. */
  #slots = new Int32Array(1 << 14);
  #size = 0;

  add(text: string, start: number, end: number): void {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const index = this.#slots[at]! - 1;
      if (index < 0) {
        this.#insert(text, start, end, hash, at);
        return;
      }
      if (this.#hashes[index] === hash && this.#holds(index, text, start, end)) {
        this.#counts[index]!++;
        return;
      }
    }
  }

  /** Stretches and their counts, in the order in which they were first met. */
  *[Symbol.iterator](): Generator<readonly [stretch: string, count: number]> {
    const decoder = new TextDecoder('utf-16le');
    for (let i = 0; i < this.#size; i++) yield [decoder.decode(this.#units.subarray(this.#starts[i], this.#starts[i + 1])), this.#counts[i]!];
  }

  #holds(index: number, text: string, start: number, end: number): boolean {
    const units = this.#units;
    const at = this.#starts[index]!;
    if (this.#starts[index + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (units[at + i - start] !== text.charCodeAt(i)) return false;
    return true;
  }

  #insert(text: string, start: number, end: number, hash: number, slot: number): void {
    const index = this.#size++;
    this.#starts = grown(this.#starts, this.#size + 1);
    this.#counts = grown(this.#counts, this.#size);
    this.#hashes = grown(this.#hashes, this.#size);
    const at = this.#starts[index]!;
    this.#units = grown(this.#units, at + end - start);
    for (let i = start; i < end; i++) this.#units[at + i - start] = text.charCodeAt(i);
    this.#starts[this.#size] = at + end - start;
    this.#counts[index] = 1;
    this.#hashes[index] = hash;
    this.#slots[slot] = this.#size;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#size; index++) {
      let at = this.#hashes[index]! & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = index + 1;
    }
    this.#slots = slots;
  }
}
