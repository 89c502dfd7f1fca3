/** Pre-tokenizers that cut by what kind of character stands where. */
import { matchesOfRegExp, occurrencesOf } from '../text/matching.ts';
import { checkCharacter } from '../text/character.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';
import { type SplitBehavior, splitBehaviors, splitMatches } from './split-matches.ts';

const whiteSpace = matchesOfRegExp(/\p{White_Space}+/gu);
const numbers = matchesOfRegExp(/\p{N}/gu);
/** ASCII's symbols count as punctuation, too: `$`, `+`, `^`. */
const punctuationMarks = matchesOfRegExp(/[!-/:-@[-`{-~\p{P}]/gu);
const bertWords = matchesOfRegExp(/[^!-/:-@[-`{-~\p{P}\p{White_Space}]+|[!-/:-@[-`{-~\p{P}]/gu);
const words = matchesOfRegExp(/[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d\p{White_Space}]+/gu);

/** Cuts at white space, which is left out, and around each punctuation mark: BERT's words. */
export function bert(): PreTokenizer {
  return { spec: { type: 'BertPreTokenizer' }, split: (text) => splitMatches(text, bertWords, 'removed', true) };
}

/** Cuts at white space, which is left out, and between words and what is between them: `\w+|[^\w\s]+`. */
export function whitespace(): PreTokenizer {
  return { spec: { type: 'Whitespace' }, split: (text) => splitMatches(text, words, 'removed', true) };
}

/** Cuts at white space, which is left out. */
export function whitespaceSplit(): PreTokenizer {
  return { spec: { type: 'WhitespaceSplit' }, split: (text) => splitMatches(text, whiteSpace, 'removed') };
}

/** Cuts at punctuation marks. */
export function punctuation({ behavior = 'isolated' }: { readonly behavior?: SplitBehavior | undefined } = {}): PreTokenizer {
  return { spec: { type: 'Punctuation', behavior: splitBehaviors[behavior] }, split: (text) => splitMatches(text, punctuationMarks, behavior) };
}

/** Cuts around numbers. individualDigits: around each digit (false). */
export function digits({ individualDigits = false }: { readonly individualDigits?: boolean | undefined } = {}): PreTokenizer {
  const behavior = individualDigits ? 'isolated' : 'contiguous';
  return { spec: { type: 'Digits', individual_digits: individualDigits }, split: (text) => splitMatches(text, numbers, behavior) };
}

/**
 * Cuts at one character, which is left out.
 *
 * @throws TokenizerError `OPTIONS_INVALID` when it is not one character
 */
export function charDelimiterSplit(delimiter: string): PreTokenizer {
  checkCharacter('delimiter', delimiter);
  const delimiters = occurrencesOf(delimiter);
  return { spec: { type: 'CharDelimiterSplit', delimiter }, split: (text) => splitMatches(text, delimiters, 'removed') };
}
