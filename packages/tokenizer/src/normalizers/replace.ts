import { prependTo, replaceMatches } from '../text/editing.ts';
import { findMatches, textPatternSpec, type TextPattern } from '../text/text-pattern.ts';
import type { Normalizer } from './normalizer.ts';

/** What is replaced by what. */
export interface ReplaceOptions {
  readonly pattern: TextPattern;
  /** As it is: nothing in it has a meaning. */
  readonly content: string;
}

/**
 * Replaces every match.
 *
 * @throws TokenizerError `PATTERN_INVALID` for a regular expression that is none
 * @throws TokenizerError `PATTERN_UNSUPPORTED` for one that can't run in linear time
 */
export function replace({ pattern, content }: ReplaceOptions): Normalizer {
  const matches = findMatches(pattern);
  // One unit for another leaves everything where it is.
  const isOneToOne = typeof pattern === 'string' && pattern.length === 1 && content.length === 1;
  return {
    spec: { type: 'Replace', pattern: textPatternSpec(pattern), content },
    normalize: (text) => (isOneToOne ? text.withText(text.text.replaceAll(pattern, () => content)) : replaceMatches(text, matches, () => content)),
  };
}

/** Puts `prefix` (`▁`) before every text that isn't empty. */
export function prepend(prefix = '▁'): Normalizer {
  return { spec: { type: 'Prepend', prepend: prefix }, normalize: (text) => prependTo(text, prefix) };
}
