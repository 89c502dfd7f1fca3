import { FigmentError } from '@figment/core';

import { complement, normalized, type Ranges, utf8 } from './automaton/characters.ts';
import { choice, type Expression, literal, nothing, repeat, type Rule, sequence } from './automaton/expression.ts';
import type { Form } from './constrain.ts';

/** Where names, spaces and the signs of a grammar stand. */
const tokens = {
  space: /(?:\s|#[^\n]*)*/y,
  name: /[a-zA-Z][\w-]*/y,
  isRule: /[a-zA-Z][\w-]*(?:\s|#[^\n]*)*::=/y,
  count: /([*+?])|\{\s*(\d*)\s*(,?)\s*(\d*)\s*\}/y,
  escape: /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([nrt"[\]\\^-]))/y,
  character: /[^\\]/uy,
};
const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
const deepest = 200;

/**
 * Texts of a context-free grammar, in the notation of llama.cpp's GBNF:
 *
 * ```
 * root   ::= "yes" | "no" | list       # a text is what `root` says
 * list   ::= "[" (item ("," item)*)? "]"
 * item   ::= number | list             # rules may hold themselves, but not begin with themselves
 * number ::= "-"? [1-9] [0-9]{0,3}     # * + ? {n} {n,} {n,m}
 * other  ::= [^"\\\x00-\x1f\u00e9] | . # classes; . is any character
 * ```
 *
 * A rule ends where the next begins. Escapes: `\n \r \t \" \\ \[ \] \- \^ \xHH \uHHHH \UHHHHHHHH`.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` with line and column
 */
export function grammar(source: string): Form {
  const rules = new Map<string, Rule>();
  const used = new Map<string, number>();
  let at = 0;
  let depth = 0;

  const fail = (what: string, where = at): never => {
    const before = source.slice(0, where).split('\n');
    throw new FigmentError('CONSTRAINT_INVALID', `the grammar has ${what}, in line ${before.length}, column ${before.at(-1)!.length + 1}.`);
  };
  const match = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    return form.exec(source);
  };
  const take = (form: RegExp): RegExpExecArray | null => {
    const found = match(form);
    at += found?.[0].length ?? 0;
    return found;
  };
  const skip = (): void => { take(tokens.space); };
  const sign = (text: string): boolean => {
    const found = source.startsWith(text, at);
    if (found) at += text.length;
    return found;
  };
  const rule = (name: string): Rule => {
    const known = rules.get(name) ?? { kind: 'rule', name, body: nothing };
    rules.set(name, known);
    return known;
  };

  function alternatives(): Expression {
    if (++depth > deepest) fail(`more than ${deepest} groups in one another`);
    const items = [concatenation()];
    while (sign('|')) items.push(concatenation());
    depth--;
    return choice(items);
  }

  function concatenation(): Expression {
    const items: Expression[] = [];
    skip();
    while (at < source.length && !/[|)]/.test(source[at]!) && match(tokens.isRule) === null) {
      items.push(repeated(item()));
      skip();
    }
    return sequence(...items);
  }

  function repeated(body: Expression): Expression {
    skip();
    const found = take(tokens.count);
    if (found === null) return body;
    const [whole, symbol, from, comma, to] = found;
    const min = symbol === undefined ? Number(from) : Number(symbol === '+');
    const max = symbol === '?' ? 1 : symbol !== undefined || (comma !== '' && to === '') ? Infinity : comma === '' ? min : Number(to);
    if (max < min || (from === '' && to === '')) fail(`the count ${whole}`, at - whole.length);
    return repeated(repeat(body, min, max));
  }

  function item(): Expression {
    const where = at;
    if (sign('(')) {
      const body = alternatives();
      return sign(')') ? body : fail('a ( that nothing closes', where);
    }
    if (sign('"')) {
      let text = '';
      while (!sign('"')) text += character('"', where);
      return literal(text);
    }
    if (sign('[')) return utf8(brackets(where));
    if (sign('.')) return utf8(complement([]));
    const name = take(tokens.name)?.[0];
    if (name === undefined) return fail(`${JSON.stringify(String.fromCodePoint(source.codePointAt(at)!))} where a literal, a class, a group or the name of a rule should be`);
    used.set(name, used.get(name) ?? where);
    return rule(name);
  }

  function brackets(where: number): Ranges {
    const negated = sign('^');
    const ranges: (readonly [number, number])[] = [];
    while (!sign(']')) {
      const first = character('[', where).codePointAt(0)!;
      const isRange = source[at] === '-' && source[at + 1] !== ']' && sign('-');
      const last = isRange ? character('[', where).codePointAt(0)! : first;
      if (last < first) fail('a range without order', at);
      ranges.push([first, last]);
    }
    return negated ? complement(ranges) : normalized(ranges);
  }

  function character(opened: string, where: number): string {
    if (at >= source.length) fail(`a ${opened} that nothing closes`, where);
    const escape = take(tokens.escape);
    if (escape === null) return take(tokens.character)?.[0] ?? fail(`the unknown escape ${source.slice(at, at + 2)}`);
    const [whole, , , , own] = escape;
    if (own !== undefined) return controls[own] ?? own;
    const code = Number.parseInt(whole.slice(2), 16);
    return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? fail(`${whole}, which is no character`, at - whole.length) : String.fromCodePoint(code);
  }

  const defined = new Set<string>();
  skip();
  while (at < source.length) {
    const where = at;
    if (match(tokens.isRule) === null) fail('no rule (name ::= …) where one should begin');
    const name = take(tokens.name)![0];
    if (defined.has(name)) fail(`a second rule ${name}`, where);
    skip();
    at += 3;
    defined.add(name);
    rule(name).body = alternatives();
    if (source[at] === ')') fail('a ) that closes nothing');
  }
  for (const [name, where] of used) if (!defined.has(name)) fail(`no rule ${name}, which stands`, where);
  if (!defined.has('root')) fail('no rule root', source.length);
  return { title: 'the grammar', expression: rule('root') };
}
