import { mergeBlocks } from './merge-blocks.ts';
import { mergeShort, SHORT } from './merge-short.ts';
import type { Merges } from './merges.ts';

/** Applies merges to the symbols of a piece. */
export class Merger {
  readonly merges: Merges;
  /** Which of the first symbols each one starts with, after `merge`. */
  origins = new Int32Array(SHORT);
  readonly #ranks = new Int32Array(SHORT);

  constructor(merges: Merges) {
    this.merges = merges;
  }

  /** Merges the first `count` of `ids` in place until no two neighbours merge, and gives how many are left. */
  merge(ids: Int32Array, count: number): number {
    const origins = this.starting(count);
    return count <= SHORT ? mergeShort(this.merges, ids, origins, this.#ranks, count) : mergeBlocks(this.merges, ids, origins, count);
  }

  /** Fills `origins` as they are before the first merge. */
  starting(count: number): Int32Array {
    if (this.origins.length < count) this.origins = new Int32Array(Math.max(count, 2 * this.origins.length));
    for (let i = 0; i < count; i++) this.origins[i] = i;
    return this.origins;
  }
}
