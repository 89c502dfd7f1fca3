import { FigmentError } from '@figment/core';

import type { Ranges } from '../automaton/characters.ts';
import { charactersOf } from './character-sets.ts';

/** A regular expression, read. */
export type Node =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number }
  /** `^` or `$`. */
  | { readonly kind: 'edge'; readonly start: boolean; readonly at: number }
  /** `(?=…)` or `(?!…)`. */
  | { readonly kind: 'look'; readonly negated: boolean; readonly body: Node; readonly at: number };

const deepest = 200;

/** A class up to its `]`; one more level of brackets with the flag v. */
const brackets = { u: /\[(?:\\[^]|[^\]\\])*\]/uy, v: /\[(?:\\[^]|[^[\]\\]|\[(?:\\[^]|[^[\]\\]|\[(?:\\[^]|[^[\]\\])*\])*\])*\]/uy };

const escapes = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u.{4}|x..|c.|[^])/uy;

/** What no automaton of ours reads. */
const unread: readonly (readonly [form: RegExp, name: string])[] = [
  [/\\[1-9]|\\k/y, 'a back-reference'],
  [/\\[bB]/y, 'a word border'],
  [/\(\?<[=!]/y, 'a look-behind'],
  [/\(\?[a-z]*-?[a-z]+:|\(\?[a-z]*-:/y, 'flags of a group'],
];

/**
 * Reads a regular expression of JavaScript (flags `u` or `v`, `i`, `s`).
 *
 * @throws FigmentError `CONSTRAINT_INVALID` with what is wrong, and where
 */
export function parse(source: string, flags: string): Node {
  try {
    new RegExp(source, flags);
  } catch (cause) {
    throw new FigmentError('CONSTRAINT_INVALID', `${(cause as Error).message}.`, { cause });
  }
  const setFlags = flags.replace('s', '');
  let at = 0;
  let depth = 0;

  const refuse = (what: string, where: number): never => {
    throw new FigmentError('CONSTRAINT_INVALID', `the pattern /${source}/ has ${what} at ${where}, which a form can't have: write it without.`);
  };
  const take = (form: RegExp): RegExpExecArray | undefined => {
    form.lastIndex = at;
    const match = form.exec(source);
    if (match !== null) at = form.lastIndex;
    return match ?? undefined;
  };

  function alternatives(): Node {
    if (++depth > deepest) refuse(`more than ${deepest} groups in one another`, at);
    const items = [concatenation()];
    while (take(/\|/y)) items.push(concatenation());
    depth--;
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  function concatenation(): Node {
    const items: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(quantified(atom()));
    return { kind: 'sequence', items };
  }

  function quantified(body: Node): Node {
    const match = take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y);
    if (match === undefined) return body;
    const [, sign, from, comma, to] = match;
    const min = sign === undefined ? Number(from) : Number(sign === '+');
    const max = sign === '?' ? 1 : sign !== undefined || (comma !== '' && to === '') ? Infinity : to === '' ? min : Number(to);
    return { kind: 'repeat', body, min, max };
  }

  function atom(): Node {
    const where = at;
    for (const [form, name] of unread) if (take(form)) refuse(name, where);
    const edge = take(/[\^$]/y)?.[0];
    if (edge !== undefined) return flags.includes('m') ? refuse('a line border', where) : { kind: 'edge', start: edge === '^', at: where };
    const group = take(/\((?:\?(?:([=!:])|<[^>]*>))?/y);
    if (group !== undefined) {
      const body = alternatives();
      at++;
      return group[1] === '=' || group[1] === '!' ? { kind: 'look', negated: group[1] === '!', body, at: where } : body;
    }
    if (take(/\./y)) return { kind: 'set', ranges: flags.includes('s') ? [[0, 0x10ffff]] : charactersOf('[^\\n\\r\\u2028\\u2029]', setFlags.replace('i', '')) };
    const set = take(flags.includes('v') ? brackets.v : brackets.u) ?? take(escapes) ?? take(/[^]/uy);
    return ofSource(set![0], where);
  }

  function ofSource(set: string, where: number): Node {
    const code = set.codePointAt(0)!;
    if (!setFlags.includes('i') && set.length === (code > 0xffff ? 2 : 1)) return { kind: 'set', ranges: [[code, code]] };
    if (flags.includes('v')) {
      try {
        new RegExp(`[^${set}]`, 'v');
      } catch {
        refuse('a class of strings', where);
      }
    }
    return { kind: 'set', ranges: charactersOf(set, setFlags) };
  }

  return alternatives();
}
