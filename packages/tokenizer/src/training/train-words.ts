import { byCodePoint } from './alphabet.ts';
import type { WordCounts } from './count-words.ts';

/** Which words become tokens. */
export interface TrainWordsOptions {
  /** How many tokens there may be, special tokens included. */
  readonly vocabulary: number;
  /** Their ids come first, in this order. */
  readonly specialTokens?: readonly string[] | undefined;
  /** Words that are rarer are left out (0). */
  readonly minFrequency?: number | undefined;
}

/** The most frequent words, in the order of their ids; equally frequent ones in the order of code points. */
export function trainWords(words: WordCounts, { vocabulary, specialTokens = [], minFrequency = 0 }: TrainWordsOptions): string[] {
  const frequent = [...words].filter(([, count]) => count >= minFrequency).sort(([a, countA], [b, countB]) => countB - countA || byCodePoint(a, b));
  return [...new Set([...specialTokens, ...frequent.map(([word]) => word)])].slice(0, vocabulary);
}
