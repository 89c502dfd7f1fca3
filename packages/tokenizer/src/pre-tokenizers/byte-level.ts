import { asBytes } from '../normalizers/byte-level.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { type ByteLevelOptions, byteLevelSpec } from '../text/byte-level-options.ts';
import { prependTo } from '../text/editing.ts';
import { matchesOf } from '../text/matching.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { splitMatches } from './split-matches.ts';

/** GPT-2's words (Radford et al. 2019, `encoder.py`): contractions, letters, numbers, others; each with the space before it. */
export const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/** Cuts into words and writes each byte of their UTF-8 as the character that GPT-2 has for it. */
export function byteLevel(options: ByteLevelOptions = {}): PreTokenizer {
  const { addPrefixSpace = true, useRegex = true } = options;
  const words = useRegex ? matchesOf(compilePattern(gpt2Pattern)) : undefined;
  return {
    spec: byteLevelSpec(options),
    split(text) {
      if (text.length === 0) return [];
      const prefixed = addPrefixSpace && !text.text.startsWith(' ') ? prependTo(text, ' ') : text;
      return (words === undefined ? [prefixed] : splitMatches(prefixed, words, 'isolated')).map(asBytes);
    },
  };
}
