import { type Merges, NEVER } from './merges.ts';
import { RankSet } from './rank-set.ts';

// A symbol is four numbers: first its id, then where the symbols before and after it stand, and the rank of the pair that it starts.
const BEFORE = 1, AFTER = 2, RANK = 3, SYMBOL = 4;
// An entry of a list is two: where a pair starts, and the next entry. 0 is none.
const NEXT = 1, ENTRY = 2;

/** Room for more symbols than this is given back after use. */
const KEPT = 1 << 20;

/**
 * Merges many symbols: all pairs of one rank stand in a list, in the order of the text, and the lists are worked off from the lowest rank on.
 * A merge adds the pairs that it makes to their lists, and what it unmakes is passed over there; so a text of n symbols takes n steps, and not
 * n² as it does when the lowest pair is looked for again and again. The order of merges is the same.
 */
export class LongMerge {
  readonly #merges: Merges;
  readonly #present: RankSet;
  /** The entries that the list of each rank starts and ends with; 0 where it is empty. */
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  /** Lists that a pair was appended to that stands before their last one. */
  readonly #unsorted: Uint8Array;
  #symbols = new Int32Array(0);
  #entries: Int32Array = new Int32Array(0);
  #used = ENTRY;
  #list: Int32Array = new Int32Array(1024);

  constructor(merges: Merges) {
    this.#merges = merges;
    this.#present = new RankSet(merges.count);
    this.#heads = new Int32Array(merges.count);
    this.#tails = new Int32Array(merges.count);
    this.#unsorted = new Uint8Array(merges.count);
  }

  /** Merges in place, like `mergeShort`. */
  merge(ids: Int32Array, origins: Int32Array, count: number): number {
    if (this.#symbols.length < (count + 1) * SYMBOL) this.#symbols = new Int32Array((count + 1) * SYMBOL);
    // Every symbol starts one pair at first, and every merge makes two at most.
    if (this.#entries.length < 3 * count * ENTRY) this.#entries = new Int32Array(3 * count * ENTRY);
    this.#enter(ids, count);
    const present = this.#present;
    for (let rank = present.lowest(); rank >= 0; rank = present.lowest()) {
      if (this.#unsorted[rank] === 1) this.#sort(rank);
      this.#apply(rank);
    }
    const symbols = this.#symbols;
    let kept = 0;
    for (let at = SYMBOL; at > 0; at = symbols[at + AFTER]!) {
      ids[kept] = symbols[at]!;
      origins[kept++] = origins[at / SYMBOL - 1]!;
    }
    this.#used = ENTRY;
    if (count > KEPT) this.#symbols = this.#entries = new Int32Array(0);
    return kept;
  }

  /** Symbol i stands at i + 1: 0 is none. */
  #enter(ids: Int32Array, count: number): void {
    const merges = this.#merges, symbols = this.#symbols;
    for (let i = 0, at = SYMBOL; i < count; i++, at += SYMBOL) {
      symbols[at] = ids[i]!;
      symbols[at + BEFORE] = at - SYMBOL;
      symbols[at + AFTER] = i + 1 < count ? at + SYMBOL : 0;
      this.#append(symbols, at, i + 1 < count ? merges.rank(ids[i]!, ids[i + 1]!) : NEVER);
    }
  }

  /** Merges the pairs of a rank until none is left, or one of a lower rank came up. */
  #apply(rank: number): void {
    const merges = this.#merges, symbols = this.#symbols, entries = this.#entries;
    const id = merges.result(rank);
    let entry = this.#heads[rank]!, lowered = false;
    while (entry > 0 && !lowered) {
      const at = entries[entry]!;
      entry = entries[entry + NEXT]!;
      if (symbols[at + RANK] !== rank) continue;
      const right = symbols[at + AFTER]!, left = symbols[at + BEFORE]!, next = symbols[right + AFTER]!;
      symbols[right + RANK] = NEVER;
      symbols[at] = id;
      symbols[at + AFTER] = next;
      symbols[at + RANK] = NEVER;
      if (next > 0) {
        symbols[next + BEFORE] = at;
        const joined = merges.rank(id, symbols[next]!);
        lowered = joined < rank;
        // If the next one merges at once, this pair is gone before it counts.
        if (lowered || symbols[next + RANK] !== rank) this.#append(symbols, at, joined);
      }
      if (left > 0) {
        const joined = merges.rank(symbols[left]!, id);
        lowered ||= joined < rank;
        this.#append(symbols, left, joined);
      }
    }
    this.#heads[rank] = entry;
    if (entry === 0) {
      this.#unsorted[rank] = this.#tails[rank] = 0;
      this.#present.delete(rank);
    }
  }

  #append(symbols: Int32Array, at: number, rank: number): void {
    symbols[at + RANK] = rank;
    if (rank === NEVER) return;
    const entries = this.#entries, entry = this.#used, tail = this.#tails[rank]!;
    this.#used = entry + ENTRY;
    entries[entry] = at;
    entries[entry + NEXT] = 0;
    this.#tails[rank] = entry;
    if (tail === 0) {
      this.#heads[rank] = entry;
      this.#present.add(rank);
    } else {
      entries[tail + NEXT] = entry;
      if (entries[tail]! > at) this.#unsorted[rank] = 1;
    }
  }

  /** Sorts a list, without what is no pair of its rank any more. */
  #sort(rank: number): void {
    const entries = this.#entries, symbols = this.#symbols;
    let count = 0;
    for (let entry = this.#heads[rank]!; entry > 0; entry = entries[entry + NEXT]!) {
      const at = entries[entry]!;
      if (symbols[at + RANK] !== rank) continue;
      if (count === this.#list.length) this.#list = longer(this.#list);
      this.#list[count++] = at;
    }
    const sorted = sort(this.#list.subarray(0, count));
    let entry = this.#heads[rank]!;
    for (let i = 0; i < count; i++) {
      entries[entry] = sorted[i]!;
      if (i + 1 < count) entry = entries[entry + NEXT]!;
    }
    entries[entry + NEXT] = 0;
    this.#tails[rank] = entry;
    this.#unsorted[rank] = 0;
  }
}

/** In place. Few numbers are quicker moved than handed over to the library. */
function sort(numbers: Int32Array): Int32Array {
  if (numbers.length > 64) return numbers.sort();
  for (let i = 1; i < numbers.length; i++) {
    const number = numbers[i]!;
    let at = i;
    for (; at > 0 && numbers[at - 1]! > number; at--) numbers[at] = numbers[at - 1]!;
    numbers[at] = number;
  }
  return numbers;
}

function longer(numbers: Int32Array): Int32Array {
  const twice = new Int32Array(2 * numbers.length);
  twice.set(numbers);
  return twice;
}
