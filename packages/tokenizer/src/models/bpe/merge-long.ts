import { type Merges, NEVER } from './merges.ts';
import { RankSet } from './rank-set.ts';

// A symbol is six numbers: first its id, then where the symbols before and after it stand, the rank of the pair that it starts, and where the
// neighbours of that pair in the list of its rank stand. It is known by where they start; -1 is none.
const BEFORE = 1, AFTER = 2, RANK = 3, PREVIOUS = 4, NEXT = 5, SYMBOL = 6;

/** Room for more symbols than this is given back after use. */
const KEPT = 1 << 18;

/**
 * Merges many symbols: all pairs of one rank stand in a list, in the order of the text, and the lists are worked off from the lowest rank on.
 * A merge takes its two neighbours out of their lists and puts them into others, so that a text of n symbols takes n steps, and not n² as it
 * does when the lowest pair is looked for again and again. The order of merges is the same.
 */
export class LongMerge {
  readonly #merges: Merges;
  readonly #present: RankSet;
  /** The pairs that the list of each rank starts and ends with. */
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  /** Lists that a pair was appended to that stands before their last one. */
  readonly #unsorted: Uint8Array;
  #symbols = new Int32Array(0);

  constructor(merges: Merges) {
    this.#merges = merges;
    this.#present = new RankSet(merges.count);
    this.#heads = new Int32Array(merges.count).fill(-1);
    this.#tails = new Int32Array(merges.count).fill(-1);
    this.#unsorted = new Uint8Array(merges.count);
  }

  /** Merges in place, like `mergeShort`. */
  merge(ids: Int32Array, origins: Int32Array, count: number): number {
    if (this.#symbols.length < count * SYMBOL) this.#symbols = new Int32Array(count * SYMBOL);
    this.#enter(ids, count);
    const present = this.#present;
    for (let rank = present.lowest(); rank >= 0; rank = present.lowest()) {
      if (this.#unsorted[rank] === 1) this.#sort(rank);
      this.#apply(rank);
    }
    const symbols = this.#symbols;
    let kept = 0;
    for (let at = 0; at >= 0; at = symbols[at + AFTER]!) {
      ids[kept] = symbols[at]!;
      origins[kept++] = origins[at / SYMBOL]!;
    }
    if (count > KEPT) this.#symbols = new Int32Array(0);
    return kept;
  }

  #enter(ids: Int32Array, count: number): void {
    const merges = this.#merges, symbols = this.#symbols;
    for (let i = 0; i < count; i++) {
      const at = i * SYMBOL;
      symbols[at] = ids[i]!;
      symbols[at + BEFORE] = at - SYMBOL;
      symbols[at + AFTER] = at + SYMBOL;
      if (i + 1 < count) this.#append(symbols, at, merges.rank(ids[i]!, ids[i + 1]!));
    }
    const last = (count - 1) * SYMBOL;
    symbols[BEFORE] = symbols[last + AFTER] = -1;
    symbols[last + RANK] = NEVER;
  }

  /** Merges the pairs of a rank until none is left, or one of a lower rank came up. */
  #apply(rank: number): void {
    const merges = this.#merges, symbols = this.#symbols, heads = this.#heads;
    const id = merges.result(rank);
    for (let at = heads[rank]!, lowered = false; at >= 0 && !lowered; at = heads[rank]!) {
      const right = symbols[at + AFTER]!, left = symbols[at + BEFORE]!, next = symbols[right + AFTER]!;
      this.#remove(symbols, at);
      this.#remove(symbols, right);
      symbols[at] = id;
      symbols[at + AFTER] = next;
      if (next >= 0) {
        symbols[next + BEFORE] = at;
        const joined = merges.rank(id, symbols[next]!);
        lowered = joined < rank;
        // If the next one merges at once, this pair is gone before it counts.
        if (lowered || heads[rank] !== next) this.#append(symbols, at, joined);
      }
      if (left >= 0) {
        this.#remove(symbols, left);
        const joined = merges.rank(symbols[left]!, id);
        if (joined < rank) lowered = true;
        this.#append(symbols, left, joined);
      }
    }
  }

  #append(symbols: Int32Array, at: number, rank: number): void {
    symbols[at + RANK] = rank;
    if (rank === NEVER) return;
    const tail = this.#tails[rank]!;
    symbols[at + PREVIOUS] = tail;
    symbols[at + NEXT] = -1;
    this.#tails[rank] = at;
    if (tail < 0) {
      this.#heads[rank] = at;
      this.#present.add(rank);
    } else {
      symbols[tail + NEXT] = at;
      if (tail > at) this.#unsorted[rank] = 1;
    }
  }

  #remove(symbols: Int32Array, at: number): void {
    const rank = symbols[at + RANK]!;
    if (rank === NEVER) return;
    const previous = symbols[at + PREVIOUS]!, next = symbols[at + NEXT]!;
    if (previous < 0) this.#heads[rank] = next;
    else symbols[previous + NEXT] = next;
    if (next < 0) this.#tails[rank] = previous;
    else symbols[next + PREVIOUS] = previous;
    symbols[at + RANK] = NEVER;
    if (previous < 0 && next < 0) {
      this.#unsorted[rank] = 0;
      this.#present.delete(rank);
    }
  }

  #sort(rank: number): void {
    const symbols = this.#symbols;
    const list: number[] = [];
    for (let at = this.#heads[rank]!; at >= 0; at = symbols[at + NEXT]!) list.push(at);
    const sorted = Int32Array.from(list).sort();
    for (let i = 0; i < sorted.length; i++) {
      symbols[sorted[i]! + PREVIOUS] = sorted[i - 1] ?? -1;
      symbols[sorted[i]! + NEXT] = sorted[i + 1] ?? -1;
    }
    this.#heads[rank] = sorted[0]!;
    this.#tails[rank] = sorted.at(-1)!;
    this.#unsorted[rank] = 0;
  }
}
