import { findMatches, textPatternSpec, type TextPattern } from '../text/text-pattern.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { type SplitBehavior, splitBehaviors, splitMatches } from './split-matches.ts';

/** Where a text is split. */
export interface SplitOptions {
  readonly pattern: TextPattern;
  readonly behavior: SplitBehavior;
  /** Splits between the matches instead: for a pattern of words rather than of what separates them (false). */
  readonly invert?: boolean | undefined;
}

/**
 * Splits at every match of a pattern.
 *
 * @throws TokenizerError `PATTERN_INVALID` for a regular expression that is none
 * @throws TokenizerError `PATTERN_UNSUPPORTED` for one that can't run in linear time
 */
export function split({ pattern, behavior, invert = false }: SplitOptions): PreTokenizer {
  const matches = findMatches(pattern);
  return {
    spec: { type: 'Split', pattern: textPatternSpec(pattern), behavior: splitBehaviors[behavior], invert },
    split: (text) => splitMatches(text, matches, behavior, invert),
  };
}
