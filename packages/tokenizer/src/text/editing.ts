import type { AlignedText } from './aligned-text.ts';
import type { FindMatches } from './matching.ts';
import { Rewriting } from './rewriting.ts';
import { unitsAt } from './utf8.ts';

/** Replaces matches; what comes in their place is said to come from a match's last character. The same object where nothing matches. */
export function replaceMatches(text: AlignedText, matches: FindMatches, by: (match: string) => string): AlignedText {
  // Not even what is found between any two characters is found in a text without any.
  if (text.length === 0) return text;
  const rewriting = new Rewriting(text);
  matches(text.text, (start, end) => {
    rewriting.copyTo(start);
    rewriting.replaceTo(end, by(text.text.slice(start, end)));
  });
  return rewriting.finish();
}

/** Leaves matches out. */
export function removeMatches(text: AlignedText, matches: FindMatches): AlignedText {
  return replaceMatches(text, matches, () => '');
}

/** Puts `prefix` before a text that isn't empty; it is said to come from the text's first character. */
export function prependTo(text: AlignedText, prefix: string): AlignedText {
  if (text.length === 0 || prefix === '') return text;
  const rewriting = new Rewriting(text);
  const first = unitsAt(text.text, 0);
  rewriting.replaceTo(first, prefix + text.text.slice(0, first));
  return rewriting.finish();
}
