import type { WordCounts } from './count-words.ts';

/** Which characters a vocabulary starts with. */
export interface AlphabetOptions {
  /** Characters that are in even if no word has them. */
  readonly initialAlphabet?: readonly string[] | undefined;
  /** The most characters that are kept: the most frequent, of equally frequent ones those with the smaller code points. */
  readonly limitAlphabet?: number | undefined;
}

/** How often each character occurs. */
export function countCharacters(words: WordCounts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word, count] of words) for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
  return counts;
}

/** The characters of words, in the order of their code points. */
export function alphabetOf(words: WordCounts, { initialAlphabet = [], limitAlphabet = Infinity }: AlphabetOptions): string[] {
  const counts = countCharacters(words);
  for (const character of initialAlphabet) counts.set(character, Infinity);
  const characters = [...counts.keys()].sort(byCodePoint);
  if (characters.length <= limitAlphabet) return characters;
  // Sorting is stable. Infinity - Infinity is NaN, which counts as equal.
  return characters.sort((a, b) => counts.get(b)! - counts.get(a)! || 0).slice(0, limitAlphabet).sort(byCodePoint);
}

/** How many of the most frequent characters make up this part of all text. */
export function coverage(words: WordCounts, part: number): number {
  const counts = [...countCharacters(words).values()].sort((a, b) => b - a);
  let left = part * counts.reduce((sum, count) => sum + count, 0);
  return counts.findIndex((count) => (left -= count) <= 0) + 1;
}

/** The order of code points, which is also that of UTF-8; JavaScript's own is that of UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** Surrogates come last: what they stand for lies beyond all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
