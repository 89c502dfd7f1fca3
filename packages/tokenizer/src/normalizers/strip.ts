import { isWhiteSpace } from '../text/characters.ts';
import { removeMatches } from '../text/editing.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import type { Normalizer } from './normalizer.ts';
import { sequence } from './sequence.ts';
import { nfc, nfd } from './unicode.ts';

/** Which ends are stripped. */
export interface StripOptions {
  /** (true) */
  readonly left?: boolean | undefined;
  /** (true) */
  readonly right?: boolean | undefined;
}

/** Takes white space away from a text's ends. */
export function strip({ left = true, right = true }: StripOptions = {}): Normalizer {
  return {
    spec: { type: 'Strip', strip_left: left, strip_right: right },
    normalize(text) {
      let start = 0;
      let end = text.length;
      if (left) while (start < end && isWhiteSpace(text.text.charCodeAt(start))) start++;
      if (right) while (end > start && isWhiteSpace(text.text.charCodeAt(end - 1))) end--;
      return end - start === text.length ? text : text.slice(start, end);
    },
  };
}

const marks = matchesOfRegExp(/\p{M}+/gu);

/** Takes marks away that stand on their own: after `nfd()`, all accents. That takes Hangul apart; {@link withoutAccents} doesn't. */
export function stripAccents(): Normalizer {
  return { spec: { type: 'StripAccents' }, normalize: (text) => removeMatches(text, marks) };
}

/**
 * Takes accents away and leaves Hangul in syllables, whether it comes in syllables or in conjoining jamo: decomposes, strips, and composes what is
 * left. (In other scripts, vowel signs are marks, too: no accents does not mean the same text there.)
 */
export function withoutAccents(): Normalizer {
  return sequence([nfd(), stripAccents(), nfc()]);
}
