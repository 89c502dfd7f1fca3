import { grown } from '../growing-array.ts';
import type { PairTable } from './pair-table.ts';

/**
 * Pairs to merge, the most frequent first; of equally frequent ones the one with the smaller left symbol, then right symbol. A binary heap.
 * An entry remembers how frequent its pair was; that it has changed since is found out when it comes to the front.
 */
export class MergeQueue {
  readonly #table: PairTable;
  #counts = new Float64Array(1024);
  #pairs = new Int32Array(1024);
  #lists = new Int32Array(1024);
  #size = 0;

  constructor(table: PairTable) {
    this.#table = table;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** How frequent the first pair was when it was queued. */
  get count(): number {
    return this.#counts[0]!;
  }

  /** The first pair. */
  get pair(): number {
    return this.#pairs[0]!;
  }

  /** In which words it was found when it was queued. */
  get list(): number {
    return this.#lists[0]!;
  }

  push(pair: number, count: number, list: number): void {
    let at = this.#size++;
    this.#counts = grown(this.#counts, this.#size);
    this.#pairs = grown(this.#pairs, this.#size);
    this.#lists = grown(this.#lists, this.#size);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(count, pair, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#counts[at] = count;
    this.#pairs[at] = pair;
    this.#lists[at] = list;
  }

  /** Removes the first pair. */
  pop(): void {
    const size = --this.#size;
    const count = this.#counts[size]!, pair = this.#pairs[size]!;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#isBefore(this.#counts[child + 1]!, this.#pairs[child + 1]!, child)) child++;
      if (this.#isBefore(count, pair, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#move(size, at);
  }

  #isBefore(count: number, pair: number, other: number): boolean {
    const otherCount = this.#counts[other]!;
    return count > otherCount || (count === otherCount && this.#table.precedes(pair, this.#pairs[other]!));
  }

  #move(from: number, to: number): void {
    this.#counts[to] = this.#counts[from]!;
    this.#pairs[to] = this.#pairs[from]!;
    this.#lists[to] = this.#lists[from]!;
  }
}
