import type { Vocabulary } from '@figment/tokenizer';

/** Tokens that were there before the first merge: a byte each. */
const bytes = 256;
const newline = 10;

/**
 * A rank file up to a number of merges. Ranks are in the order in which tokens were learnt, the 256 bytes first: its first lines are the
 * tokenizer as it was then.
 */
export function firstMerges(file: Uint8Array, merges: number): Uint8Array {
  const end = ends(file)[bytes + merges - 1];
  return end === undefined ? file : file.subarray(0, end);
}

/** How many merges a rank file has. */
export function mergesIn(file: Uint8Array): number {
  return ends(file).length - bytes;
}

/**
 * Which two tokens a merge joined, as the vocabulary writes them. A rank file says only what was made; of what, shows by merging its bytes with
 * the ranks before it: two are left.
 *
 * @param merge from 1
 */
export function mergeOfRank(vocabulary: Vocabulary, merge: number): readonly [left: string, right: string] | undefined {
  const own = bytes + merge - 1;
  const symbols = Array.from(vocabulary.token(own) ?? '');
  while (symbols.length > 2) {
    let at = -1;
    let lowest = own;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = vocabulary.id(symbols[i]! + symbols[i + 1]!) ?? own;
      if (rank < lowest) [at, lowest] = [i, rank];
    }
    // Written by hand, or not by merging.
    if (at < 0) return undefined;
    symbols.splice(at, 2, symbols[at]! + symbols[at + 1]!);
  }
  const [left, right] = symbols;
  return left === undefined || right === undefined ? undefined : [left, right];
}

const known = new WeakMap<Uint8Array, readonly number[]>();

/** Where each line ends, its newline included. */
function ends(file: Uint8Array): readonly number[] {
  let found = known.get(file);
  if (found === undefined) {
    const places: number[] = [];
    for (let at = file.indexOf(newline); at >= 0; at = file.indexOf(newline, at + 1)) places.push(at + 1);
    if (places.at(-1) !== file.length && file.length > 0) places.push(file.length);
    known.set(file, found = places);
  }
  return found;
}
