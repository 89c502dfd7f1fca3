import type { WordCounts } from '../count-words.ts';

/** Words as code points, one after the other, a 0 behind each; characters that are not in the alphabet are 0, too. */
export interface FlatWords {
  readonly symbols: Int32Array;
  /** Where each word starts; one more number than there are words. */
  readonly starts: Int32Array;
  /** How often each word occurs. */
  readonly counts: Float64Array;
}

/** Lays words out. */
export function flatWords(words: WordCounts, alphabet: ReadonlySet<string>): FlatWords {
  let room = words.size;
  for (const word of words.keys()) room += word.length;
  const symbols = new Int32Array(room);
  const starts = new Int32Array(words.size + 1);
  const counts = new Float64Array(words.size);
  let size = 0;
  let index = 0;
  for (const [word, count] of words) {
    for (const character of word) symbols[size++] = alphabet.has(character) ? character.codePointAt(0)! : 0;
    counts[index++] = count;
    starts[index] = ++size;
  }
  return { symbols: symbols.subarray(0, size), starts, counts };
}
