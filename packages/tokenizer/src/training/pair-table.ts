import { grown } from '../growing-array.ts';

/** Symbols are below this, so that two of them fit into the 53 bits of a number. */
const SYMBOLS = 2 ** 26;

/**
 * Pairs of neighbouring symbols, numbered in the order they were met: an open-addressed table, because a Map with objects or strings for
 * keys takes most of a training's time.
 */
export class PairTable {
  /** How often pair i occurs. */
  counts = new Float64Array(1024);
  /** Words in which pair i came into being since it was last queued: a list in WordLists. */
  lists = new Int32Array(1024);
  size = 0;
  /** The order of pairs: by left symbol, then by right symbol. */
  #keys = new Float64Array(1024);
  /** Numbers of pairs, plus one; 0 is free. */
  #slots = new Int32Array(4096);

  /** The number of a pair; a new one if it was not met before. */
  number(left: number, right: number): number {
    const key = left * SYMBOLS + right;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = hash(left, right) & mask;
    for (let found; (found = slots[at]!) !== 0; at = (at + 1) & mask) if (this.#keys[found - 1] === key) return found - 1;
    return this.#add(key, at);
  }

  left(pair: number): number {
    return Math.floor(this.#keys[pair]! / SYMBOLS);
  }

  right(pair: number): number {
    return this.#keys[pair]! % SYMBOLS;
  }

  /** Whether pair a comes before pair b where both are equally frequent. */
  precedes(a: number, b: number): boolean {
    return this.#keys[a]! < this.#keys[b]!;
  }

  #add(key: number, slot: number): number {
    const pair = this.size++;
    this.counts = grown(this.counts, this.size);
    this.lists = grown(this.lists, this.size);
    this.#keys = grown(this.#keys, this.size);
    this.#keys[pair] = key;
    this.#slots[slot] = this.size;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return pair;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let pair = 0; pair < this.size; pair++) {
      let at = hash(this.left(pair), this.right(pair)) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = pair + 1;
    }
    this.#slots = slots;
  }
}

function hash(left: number, right: number): number {
  const mixed = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
