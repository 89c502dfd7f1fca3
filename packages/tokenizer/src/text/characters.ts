/**
 * Tests for single characters, by the names that tokenizers use. They know the Unicode version of the JavaScript engine; Hugging Face's
 * tokenizers 0.23 knows Unicode 16 for white space, numbers and letters' cases, but only 8 or 9 for punctuation, marks, control characters and
 * normalization, so the two may differ about characters that are newer than that.
 */

/** Unicode White_Space, which is not JavaScript's `\s`: U+0085 is in, U+FEFF is not. By UTF-16 code: there is none beyond the first plane. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13);
  return whiteSpace.test(String.fromCharCode(code));
}

const whiteSpace = /\p{White_Space}/u;

/** The same test for characters as a part of a regular expression. */
export const punctuationClass = '[!-/:-@[-`{-~\\p{P}]';
