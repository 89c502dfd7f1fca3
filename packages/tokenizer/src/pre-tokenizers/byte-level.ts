import { asBytes } from '../normalizers/byte-level.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { prependTo } from '../text/editing.ts';
import { matchesOf } from '../text/matching.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { splitMatches } from './split-matches.ts';

/** How a text is cut for a vocabulary of bytes. */
export interface ByteLevelOptions {
  /** Puts a space before a text that begins with none, so that its first word is one like others (true). */
  readonly addPrefixSpace?: boolean | undefined;
  /** For the post-processor of the same name: whether tokens' offsets leave white space out (true). Nothing here. */
  readonly trimOffsets?: boolean | undefined;
  /** Cuts into words as GPT-2 does; false where something before did the cutting (true). */
  readonly useRegex?: boolean | undefined;
}

/** GPT-2's words (Radford et al. 2019, `encoder.py`): contractions, letters, numbers, others; each with the space before it. */
export const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/** Cuts into words and writes each byte of their UTF-8 as the character that GPT-2 has for it. */
export function byteLevel({ addPrefixSpace = true, trimOffsets = true, useRegex = true }: ByteLevelOptions = {}): PreTokenizer {
  const words = useRegex ? matchesOf(compilePattern(gpt2Pattern)) : undefined;
  return {
    spec: { type: 'ByteLevel', add_prefix_space: addPrefixSpace, trim_offsets: trimOffsets, use_regex: useRegex },
    split(text) {
      if (text.length === 0) return [];
      const prefixed = addPrefixSpace && !text.text.startsWith(' ') ? prependTo(text, ' ') : text;
      return (words === undefined ? [prefixed] : splitMatches(prefixed, words, 'isolated')).map(asBytes);
    },
  };
}
