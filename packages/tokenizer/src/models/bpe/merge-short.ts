import { type Merges, NEVER } from './merges.ts';

/** Few enough symbols that looking at all of them for the next merge is the fastest. */
export const SHORT = 64;

/**
 * Merges `count` symbols in place until no two neighbours merge, and gives how many are left.
 *
 * @param ids at most SHORT.
 * @param origins which of the first symbols each one starts with: 0, 1, 2, ...
 * @param ranks room for as many as there are symbols.
 */
export function mergeShort(merges: Merges, ids: Int32Array, origins: Int32Array, ranks: Int32Array, count: number): number {
  for (let i = 0; i + 1 < count; i++) ranks[i] = merges.rank(ids[i]!, ids[i + 1]!);
  for (;;) {
    let lowest = NEVER, at = 0;
    for (let i = 0; i + 1 < count; i++) {
      if (ranks[i]! < lowest) lowest = ranks[(at = i)]!;
    }
    if (lowest === NEVER) return count;
    ids[at] = merges.result(lowest);
    count--;
    for (let i = at + 1; i < count; i++) {
      ids[i] = ids[i + 1]!;
      origins[i] = origins[i + 1]!;
      ranks[i] = ranks[i + 1]!;
    }
    if (at + 1 < count) ranks[at] = merges.rank(ids[at]!, ids[at + 1]!);
    if (at > 0) ranks[at - 1] = merges.rank(ids[at - 1]!, ids[at]!);
  }
}
