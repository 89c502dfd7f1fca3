import type { Fields } from '../files/fields.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { type FindMatches, matchesOf, occurrencesOf } from './matching.ts';

/** What is looked for in a text: these very characters, or a regular expression in the dialect of tokenizer files. */
export type TextPattern = string | { readonly regex: string };

/** As it stands in a `tokenizer.json`. */
export type TextPatternSpec = { readonly String: string } | { readonly Regex: string };

export function textPatternSpec(pattern: TextPattern): TextPatternSpec {
  return typeof pattern === 'string' ? { String: pattern } : { Regex: pattern.regex };
}

/** Reads `{ "String": ... }` or `{ "Regex": ... }`. */
export function textPatternFrom(fields: Fields, name: string): TextPattern {
  const pattern = fields.fields(name);
  if (pattern.get('String') !== undefined) return pattern.string('String');
  if (pattern.get('Regex') !== undefined) return { regex: pattern.string('Regex') };
  throw fields.unfit(name, '{ "String": "..." } or { "Regex": "..." }');
}

/**
 * @throws TokenizerError `PATTERN_INVALID`
 * @throws TokenizerError `PATTERN_UNSUPPORTED`
 */
export function findMatches(pattern: TextPattern): FindMatches {
  if (typeof pattern === 'string' && pattern !== '') return occurrencesOf(pattern);
  // No characters at all are found between any two, as the regular expression without any does.
  return matchesOf(compilePattern(typeof pattern === 'string' ? '' : pattern.regex));
}
