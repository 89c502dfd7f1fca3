import { asBytes } from '../normalizers/byte-level.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { gpt2 } from '../presets/openai.ts';
import type { AlignedText } from '../text/aligned-text.ts';
import { type ByteLevelOptions, byteLevelSpec } from '../text/byte-level-options.ts';
import { prependTo } from '../text/editing.ts';
import { type FindMatches, matchesOf } from '../text/matching.ts';
import { utf8Length } from '../text/utf8.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';

/** Cuts into words and the spaces before them, and writes each byte of their UTF-8 as the character that GPT-2 has for it. */
export function byteLevel(options: ByteLevelOptions = {}): PreTokenizer {
  const { addPrefixSpace = true, useRegex = true } = options;
  const words = useRegex ? matchesOf(compilePattern(gpt2.pattern)) : undefined;
  return {
    spec: byteLevelSpec(options),
    split(text) {
      if (text.length === 0) return [];
      const prefixed = addPrefixSpace && !text.text.startsWith(' ') ? prependTo(text, ' ') : text;
      const bytes = asBytes(prefixed);
      return words === undefined ? [bytes] : cut(bytes, prefixed.text, words);
    },
  };
}

/** Cuts what was written as bytes where the text is cut. */
function cut(bytes: AlignedText, text: string, words: FindMatches): AlignedText[] {
  const pieces: AlignedText[] = [];
  let at = 0;
  let byte = 0;
  const cutAt = (end: number): void => {
    if (end === at) return;
    const next = byte + utf8Length(text, at, end);
    pieces.push(bytes.slice(byte, next));
    at = end;
    byte = next;
  };
  words(text, (start, end) => {
    cutAt(start);
    cutAt(end);
  });
  cutAt(text.length);
  return pieces;
}
