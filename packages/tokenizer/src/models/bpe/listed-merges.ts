import { shown, TokenizerError } from '../../errors.ts';
import { CompactVocabulary } from '../../vocabulary/compact-vocabulary.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { Merges, NEVER } from './merges.ts';

/** A merge as files have it: `"a b"`, or `["a", "b"]`, which can hold tokens with spaces too. */
export type MergeEntry = string | readonly [left: string, right: string];

/** Merges that are written down one by one; a pair's place in the list is its rank. */
export class ListedMerges extends Merges {
  readonly count: number;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #result: Int32Array;
  /** Ranks + 1 by pair, open-addressed; 0 is free. */
  readonly #slots: Int32Array;

  /** prefix: what the right part loses when it joins the left one. */
  constructor(entries: readonly MergeEntry[], vocabulary: Vocabulary, prefix: string) {
    super();
    this.count = entries.length;
    this.#left = new Int32Array(this.count);
    this.#right = new Int32Array(this.count);
    this.#result = new Int32Array(this.count);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(1.5 * this.count + 2)));
    // Most joined tokens are found by the bytes of their parts, without a string of their own.
    const compact = prefix === '' && vocabulary instanceof CompactVocabulary ? vocabulary : undefined;
    for (const [rank, entry] of entries.entries()) {
      const [left, right] = partsOf(entry, rank);
      this.#left[rank] = idOf(vocabulary, left, rank);
      this.#right[rank] = idOf(vocabulary, right, rank);
      this.#result[rank] = compact?.joined(this.#left[rank], this.#right[rank]) ?? idOf(vocabulary, left + right.slice(prefix.length), rank);
      // Of a pair that is listed twice the last place counts.
      this.#slots[this.#slot(this.#left[rank], this.#right[rank])] = rank + 1;
    }
  }

  result(rank: number): number {
    return this.#result[rank]!;
  }

  *pairs(): Generator<readonly [left: number, right: number]> {
    for (let rank = 0; rank < this.count; rank++) yield [this.#left[rank]!, this.#right[rank]!];
  }

  protected find(left: number, right: number): number {
    const found = this.#slots[this.#slot(left, right)]!;
    return found === 0 ? NEVER : found - 1;
  }

  #slot(left: number, right: number): number {
    const slots = this.#slots, mask = slots.length - 1;
    const hash = Math.imul(Math.imul(left, 0x85ebca6b) ^ right, 0x9e3779b1);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const rank = slots[slot]! - 1;
      if (this.#left[rank] === left && this.#right[rank] === right) break;
    }
    return slot;
  }
}

function partsOf(entry: MergeEntry, rank: number): readonly [left: string, right: string] {
  const parts: unknown = typeof entry === 'string' ? entry.split(' ') : entry;
  if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) return parts as [string, string];
  throw new TokenizerError('TOKENIZER_INVALID', `merges[${rank}] must be two tokens, as "a b" or ["a", "b"], got ${shown(entry)}.`);
}

function idOf(vocabulary: Vocabulary, token: string, rank: number): number {
  const id = vocabulary.id(token);
  if (id !== undefined) return id;
  throw new TokenizerError('TOKENIZER_INVALID', `merges[${rank}] must be of tokens that are in the vocabulary and make one, but ${shown(token)} is not there.`);
}
