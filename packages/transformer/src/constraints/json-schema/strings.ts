import { clipped, type Ranges, utf8, type Writing } from '../automaton/characters.ts';
import { both, choice, type Expression, literal, repeat, sequence } from '../automaton/expression.ts';
import { formats } from './formats.ts';
import { fitting } from './numbers.ts';
import { refuse } from './refuse.ts';

/** What a string has to be. */
export interface StringSchema {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** Characters that strings of JSON have to escape, and how. */
const escaped: readonly (readonly [code: number, written: string])[] = [...Array(0x20).keys(), 0x22, 0x5c].map((code) => [code, JSON.stringify(String.fromCharCode(code)).slice(1, -1)]);

/** Characters in the quotes of JSON, as `JSON.stringify` writes them. */
const jsonCharacters: Writing = (ranges) => {
  const has = (code: number): boolean => clipped(ranges, code, 1).length > 0;
  const plain = ([[0x20, 0x21], [0x23, 0x5b], [0x5d, 0x10ffff]] as const).flatMap(([first, last]) => clipped(ranges, first, last - first + 1).map(([from, to]) => [from + first, to + first] as const));
  return choice([utf8(plain), ...escaped.flatMap(([code, written]) => (has(code) ? [literal(written)] : []))]);
};

const every: Ranges = [[0, 0x10ffff]];

/** Each as `JSON.stringify` writes it: a text has one spelling. */
export const plainCharacter = jsonCharacters(every);

/** One character in all the ways that JSON has for it; of escaped surrogates only pairs. */
const character = fitting(String.raw`[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u(?:[\da-cefA-CEF][\da-fA-F]{3}|[dD][0-7][\da-fA-F]{2}|[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}))`);

export const quote = literal('"');

/** A string with its quotes. */
export function string(schema: StringSchema, path: string): Expression {
  return sequence(quote, content(schema, path) ?? repeat(character, schema.minLength ?? 0, schema.maxLength ?? Infinity), quote);
}

/** What stands between the quotes where pattern or format say it, in its one spelling; else undefined. */
export function content({ minLength = 0, maxLength = Infinity, pattern, format }: StringSchema, path: string): Expression | undefined {
  const known = format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (format !== undefined && known === undefined && pattern === undefined) refuse(`${path}.format`, `${JSON.stringify(format)} is not known here: use ${Object.keys(formats).join(', ')}, or say with a pattern what it is.`);
  const parts = [
    ...(pattern === undefined ? [] : [patternOf(pattern, `${path}.pattern`)]),
    ...(known === undefined ? [] : [fitting(known, jsonCharacters)]),
  ];
  if (parts.length === 0) return undefined;
  if (minLength > 0 || maxLength < Infinity) parts.push(repeat(plainCharacter, minLength, maxLength));
  return both(...parts.map((of) => ({ of, negated: false })));
}

function patternOf(pattern: string, path: string): Expression {
  try {
    return fitting(pattern, jsonCharacters, true);
  } catch (error) {
    return refuse(path, (error as Error).message);
  }
}
