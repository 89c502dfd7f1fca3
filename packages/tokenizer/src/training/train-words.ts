import { byCodePoint } from './alphabet.ts';
import { checkWhole } from './check-options.ts';
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

/** See `trainers.ts`. */
export function trainWords(words: WordCounts, options: TrainWordsOptions): string[] {
  checkWhole(options, { vocabulary: 0, minFrequency: 0 });
  const { vocabulary, specialTokens = [], minFrequency = 0 } = options;
  const frequent = [...words].filter(([, count]) => count >= minFrequency).sort(([a, countA], [b, countB]) => countB - countA || byCodePoint(a, b));
  return [...new Set([...specialTokens, ...frequent.map(([word]) => word)])].slice(0, vocabulary);
}
