import type { Pace } from '../pace.ts';

/** Two numbers share the 53 bits of one: a symbol or a score above, a place below. */
const SHIFT = 2 ** 32;
/** Shorter runs are sorted by insertion. */
const SHORT = 24;

/** A string that occurs at `start` and elsewhere. */
export interface RepeatedString {
  readonly start: number;
  readonly length: number;
  /** Its length times how often it occurs. */
  readonly score: number;
}

/**
 * The strings of at least two symbols that occur more than once and go on in more than one way, ending (before a 0) being one of them: the
 * inner nodes of the suffix tree. Those with the highest scores come first, of equal ones those that are last by their symbols.
 *
 * Sorting the suffixes symbol by symbol, each group that begins alike on its own, meets every node once: n log n steps, and no array of the
 * longest common prefixes is needed. It does not look further than `maxLength`.
 *
 * @param symbols not negative; 0 ends a word, and stands at the end
 */
export async function repeatedStrings(symbols: Int32Array, maxLength: number, pace: Pace): Promise<Iterable<RepeatedString>> {
  const suffixes = Int32Array.from(symbols.keys());
  // Groups to sort: begin, end, how many symbols they share.
  const stack = [0, symbols.length, 0];
  const starts: number[] = [], lengths: number[] = [], order: number[] = [];
  for (let step = 1; stack.length > 0; step++) {
    if (step % 256 === 0 && pace.isDue) await pace.pause('counting', 0);
    let shared = stack.pop()!;
    const end = stack.pop()!, begin = stack.pop()!;
    let next = nextSymbol(symbols, suffixes, begin, end, shared);
    while (next > 0 && shared < maxLength) next = nextSymbol(symbols, suffixes, begin, end, ++shared);
    if (next >= 0) continue;
    if (shared > 1) {
      order.push(shared * (end - begin) * SHIFT + starts.length);
      starts.push(suffixes[begin]!);
      lengths.push(shared);
    }
    if (shared === maxLength) continue;
    sortBy(symbols, suffixes, begin, end, shared);
    // The last run is pushed first, so that strings are met in the order of their symbols.
    for (let to = end, from; to > begin; to = from) {
      from = to - 1;
      const symbol = symbols[suffixes[from]! + shared];
      if (symbol === 0) break;
      while (from > begin && symbols[suffixes[from - 1]! + shared] === symbol) from--;
      if (to - from > 1) stack.push(from, to, shared + 1);
    }
  }
  return fromBest(Float64Array.from(order).sort());

  function* fromBest(ascending: Float64Array): Generator<RepeatedString> {
    for (let i = ascending.length - 1; i >= 0; i--) {
      const score = Math.floor(ascending[i]! / SHIFT);
      const node = ascending[i]! - score * SHIFT;
      yield { start: starts[node]!, length: lengths[node]!, score };
    }
  }
}

/** The symbol that all suffixes of a group have after those they share, or -1. */
function nextSymbol(symbols: Int32Array, suffixes: Int32Array, begin: number, end: number, shared: number): number {
  const next = symbols[suffixes[begin]! + shared]!;
  for (let i = begin + 1; i < end; i++) if (symbols[suffixes[i]! + shared] !== next) return -1;
  return next;
}

/** Sorts a group by the symbol after those it shares. */
function sortBy(symbols: Int32Array, suffixes: Int32Array, begin: number, end: number, shared: number): void {
  if (end - begin > SHORT) {
    const keys = Float64Array.from(suffixes.subarray(begin, end), (suffix) => symbols[suffix + shared]! * SHIFT + suffix).sort();
    for (let i = 0; i < keys.length; i++) suffixes[begin + i] = keys[i]! - Math.floor(keys[i]! / SHIFT) * SHIFT;
    return;
  }
  for (let i = begin + 1; i < end; i++) {
    const suffix = suffixes[i]!;
    const symbol = symbols[suffix + shared]!;
    let to = i;
    for (; to > begin && symbols[suffixes[to - 1]! + shared]! > symbol; to--) suffixes[to] = suffixes[to - 1]!;
    suffixes[to] = suffix;
  }
}
