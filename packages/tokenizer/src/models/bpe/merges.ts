/** The rank of a pair that never merges. */
export const NEVER = 0x7fffffff;

/** Remembered pairs; a power of two. */
const REMEMBERED = 1 << 14;
/** Numbers of one: left, right, rank; the fourth keeps them in one line of memory. */
const STRIDE = 4;

/** Which neighbours merge, and in which order: those of the lowest rank first, of one rank the leftmost first. */
export abstract class Merges {
  /** Ranks are below this. */
  abstract readonly count: number;
  readonly #remembered = new Int32Array(REMEMBERED * STRIDE).fill(-1);

  /** The id that a merge of this rank gives. */
  abstract result(rank: number): number;

  /** All pairs that merge: ids, in the order of their ranks. */
  abstract pairs(): Iterable<readonly [left: number, right: number]>;

  /** What `rank` gives, without a memory. */
  protected abstract find(left: number, right: number): number;

  /** How early two ids merge, or NEVER. */
  rank(left: number, right: number): number {
    const remembered = this.#remembered;
    const hash = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
    const at = ((hash ^ (hash >>> 15)) & (REMEMBERED - 1)) * STRIDE;
    if (remembered[at] === left && remembered[at + 1] === right) return remembered[at + 2]!;
    remembered[at] = left;
    remembered[at + 1] = right;
    return (remembered[at + 2] = this.find(left, right));
  }
}
