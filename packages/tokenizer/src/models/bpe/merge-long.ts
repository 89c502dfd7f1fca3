import { type Merges, NEVER } from './merges.ts';
import { RankSet } from './rank-set.ts';

/**
 * Merges many symbols: all pairs of one rank stand in a list, in the order of the text, and the lists are worked off from the lowest rank on.
 * A merge takes its two neighbours out of their lists and puts them into others, so that a text of n symbols takes n steps, and not n² as it
 * does when the lowest pair is looked for again and again. The order of merges is the same.
 */
export class LongMerge {
  readonly #merges: Merges;
  readonly #present: RankSet;
  /** First and last pair of each rank's list, -1 if it is empty; a pair is known by its left symbol. */
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  /** Lists that a pair was appended to that stands before their last one. */
  readonly #unsorted: Uint8Array;
  // Of the symbols of the text that is being merged: the neighbours, the rank of the pair it starts, and that pair's neighbours in its list.
  #before = new Int32Array(0);
  #after = this.#before;
  #ranks = this.#before;
  #previous = this.#before;
  #next = this.#before;

  constructor(merges: Merges) {
    this.#merges = merges;
    this.#present = new RankSet(merges.count);
    this.#heads = new Int32Array(merges.count).fill(-1);
    this.#tails = new Int32Array(merges.count).fill(-1);
    this.#unsorted = new Uint8Array(merges.count);
  }

  /** Merges in place, like `mergeShort`. */
  merge(ids: Int32Array, origins: Int32Array, count: number): number {
    const merges = this.#merges, present = this.#present, heads = this.#heads;
    this.#reserve(count);
    const before = this.#before, after = this.#after, ranks = this.#ranks;
    for (let i = 0; i < count; i++) {
      before[i] = i - 1;
      after[i] = i + 1 < count ? i + 1 : -1;
      ranks[i] = NEVER;
      if (i + 1 < count) this.#append(i, merges.rank(ids[i]!, ids[i + 1]!));
    }
    for (let rank = present.lowest(); rank >= 0; rank = present.lowest()) {
      if (this.#unsorted[rank] === 1) this.#sort(rank);
      const id = merges.result(rank);
      // A merge can make a pair of a lower rank, which then comes first.
      for (let lowered = false; !lowered && heads[rank]! >= 0; ) {
        const at = heads[rank]!, right = after[at]!, left = before[at]!, next = after[right]!;
        this.#remove(at);
        this.#remove(right);
        ids[at] = id;
        after[at] = next;
        if (next >= 0) {
          before[next] = at;
          const joined = merges.rank(id, ids[next]!);
          this.#append(at, joined);
          lowered = joined < rank;
        }
        if (left >= 0) {
          this.#remove(left);
          const joined = merges.rank(ids[left]!, id);
          this.#append(left, joined);
          lowered ||= joined < rank;
        }
      }
    }
    let kept = 0;
    for (let at = 0; at >= 0; at = after[at]!) {
      ids[kept] = ids[at]!;
      origins[kept++] = origins[at]!;
    }
    return kept;
  }

  #append(at: number, rank: number): void {
    this.#ranks[at] = rank;
    if (rank === NEVER) return;
    const tail = this.#tails[rank]!;
    this.#previous[at] = tail;
    this.#next[at] = -1;
    this.#tails[rank] = at;
    if (tail < 0) {
      this.#heads[rank] = at;
      this.#present.add(rank);
    } else {
      this.#next[tail] = at;
      if (tail > at) this.#unsorted[rank] = 1;
    }
  }

  #remove(at: number): void {
    const rank = this.#ranks[at]!;
    if (rank === NEVER) return;
    const previous = this.#previous[at]!, next = this.#next[at]!;
    if (previous < 0) this.#heads[rank] = next;
    else this.#next[previous] = next;
    if (next < 0) this.#tails[rank] = previous;
    else this.#previous[next] = previous;
    this.#ranks[at] = NEVER;
    if (previous < 0 && next < 0) {
      this.#unsorted[rank] = 0;
      this.#present.delete(rank);
    }
  }

  #sort(rank: number): void {
    const list: number[] = [];
    for (let at = this.#heads[rank]!; at >= 0; at = this.#next[at]!) list.push(at);
    const sorted = Int32Array.from(list).sort();
    for (const [i, at] of sorted.entries()) {
      this.#previous[at] = sorted[i - 1] ?? -1;
      this.#next[at] = sorted[i + 1] ?? -1;
    }
    this.#heads[rank] = sorted[0]!;
    this.#tails[rank] = sorted.at(-1)!;
    this.#unsorted[rank] = 0;
  }

  #reserve(count: number): void {
    if (this.#before.length >= count) return;
    this.#before = new Int32Array(count);
    this.#after = new Int32Array(count);
    this.#ranks = new Int32Array(count);
    this.#previous = new Int32Array(count);
    this.#next = new Int32Array(count);
  }
}
