import { removeMatches } from '../text/editing.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import { isWhiteSpace } from '../text/characters.ts';
import type { Normalizer } from './normalizer.ts';

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

/**
 * Takes marks away that stand on their own, so `nfd()` comes first. That takes Hangul apart, too; `nfc()` after it puts syllables together again:
 * `sequence([nfd(), stripAccents(), nfc()])`.
 */
export function stripAccents(): Normalizer {
  return { spec: { type: 'StripAccents' }, normalize: (text) => removeMatches(text, marks) };
}
