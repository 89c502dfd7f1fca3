import { shown, TokenizerError } from '../errors.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { splitMatches } from './split-matches.ts';

/**
 * Cuts into pieces of so many characters (code points); the last one may be shorter.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when `length` is not a whole number from 1 on
 */
export function fixedLength(length = 5): PreTokenizer {
  if (!Number.isSafeInteger(length) || length < 1) throw new TokenizerError('OPTIONS_INVALID', `length must be a whole number, 1 or more, got ${shown(length)}.`);
  const pieces = matchesOfRegExp(new RegExp(`[^]{1,${length}}`, 'gu'));
  return { spec: { type: 'FixedLength', length }, split: (text) => splitMatches(text, pieces, 'isolated') };
}
