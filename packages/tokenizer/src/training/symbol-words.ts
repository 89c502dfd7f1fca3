import type { PairTable } from './pair-table.ts';
import type { WordCounts } from './count-words.ts';
import type { WordLists } from './word-lists.ts';

/**
 * Words as symbols, numbers of tokens, that become fewer from merge to merge; and how often each pair of neighbours occurs in all of them.
 * All words stand in one array, each with the room it had at first.
 */
export class SymbolWords {
  readonly #table: PairTable;
  readonly #lists: WordLists;
  readonly #symbols: Int32Array;
  /** How many characters a symbol stands for; only where that is limited. */
  readonly #characters: Int32Array | undefined;
  readonly #starts: Int32Array;
  /** How many symbols a word has. */
  readonly #sizes: Int32Array;
  readonly #counts: Float64Array;
  readonly #maxTokenLength: number;
  /** Pairs that have come into being since the last call of `takeTouched`, some more than once. */
  #touched: number[] = [];

  /** symbolOf: the symbol of a character at a place, or undefined for one that is left out. */
  constructor(words: WordCounts, symbolOf: (character: string, isFirst: boolean, isLast: boolean) => number | undefined, table: PairTable, lists: WordLists, maxTokenLength: number) {
    this.#table = table;
    this.#lists = lists;
    this.#maxTokenLength = maxTokenLength;
    this.#starts = new Int32Array(words.size);
    this.#sizes = new Int32Array(words.size);
    this.#counts = new Float64Array(words.size);
    let room = 0;
    for (const word of words.keys()) room += word.length;
    const symbols = new Int32Array(room);
    let index = 0;
    let size = 0;
    for (const [word, count] of words) {
      this.#starts[index] = size;
      for (let at = 0, next: number; at < word.length; at = next) {
        next = at + (word.codePointAt(at)! > 0xffff ? 2 : 1);
        const symbol = symbolOf(word.slice(at, next), at === 0, next === word.length);
        if (symbol !== undefined) symbols[size++] = symbol;
      }
      this.#sizes[index] = size - this.#starts[index]!;
      this.#counts[index++] = count;
    }
    this.#symbols = symbols.subarray(0, size);
    this.#characters = maxTokenLength === Infinity ? undefined : new Int32Array(size).fill(1);
  }

  get size(): number {
    return this.#sizes.length;
  }

  /** Counts the pairs of a word. */
  countPairs(word: number): void {
    const start = this.#starts[word]!;
    const end = start + this.#sizes[word]! - 1;
    for (let i = start; i < end; i++) this.#change(this.#symbols[i]!, this.#symbols[i + 1]!, word, 1);
  }

  /**
   * Makes one symbol of each pair (left, right) of a word, from its start to its end, and keeps the counts of the pairs around them.
   * The count of the pair itself stays: the reference reads it when the same pair comes into being again.
   *
   * @returns how many symbols were looked at
   */
  merge(word: number, left: number, right: number, merged: number): number {
    const symbols = this.#symbols, characters = this.#characters;
    const start = this.#starts[word]!;
    const end = start + this.#sizes[word]!;
    let to = start;
    for (let from = start; from < end; to++) {
      const symbol = symbols[from]!;
      if (symbol !== left || from + 1 === end || symbols[from + 1] !== right) {
        symbols[to] = symbol;
        if (characters !== undefined) characters[to] = characters[from]!;
        from++;
        continue;
      }
      const length = characters === undefined ? 0 : characters[from]! + characters[from + 1]!;
      from += 2;
      if (to > start) {
        this.#change(symbols[to - 1]!, left, word, -1);
        if (this.#fits(to - 1, length)) this.#change(symbols[to - 1]!, merged, word, 1);
      }
      if (from < end) {
        this.#change(right, symbols[from]!, word, -1);
        if (this.#fits(from, length)) this.#change(merged, symbols[from]!, word, 1);
      }
      symbols[to] = merged;
      if (characters !== undefined) characters[to] = length;
    }
    this.#sizes[word] = to - start;
    return end - start;
  }

  /** Pairs that have come into being since it was last called, some more than once. */
  takeTouched(): readonly number[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched;
  }

  /** Whether the symbol at `neighbour` and one of `length` characters may become one token. */
  #fits(neighbour: number, length: number): boolean {
    return this.#characters === undefined || this.#characters[neighbour]! + length <= this.#maxTokenLength;
  }

  #change(left: number, right: number, word: number, sign: 1 | -1): void {
    const table = this.#table;
    const pair = table.number(left, right);
    table.counts[pair]! += sign * this.#counts[word]!;
    if (sign < 0) return;
    const list = table.lists[pair]!;
    if (list === 0) this.#touched.push(pair);
    table.lists[pair] = this.#lists.with(list, word);
  }
}
