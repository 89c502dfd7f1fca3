import { FigmentError } from '@figment/core';

import { highest, type Writing } from '../automaton/characters.ts';
import { both, choice, type Expression, repeat, sequence } from '../automaton/expression.ts';
import type { Node } from './parse.ts';

/** What may stand beside a part: more of the expression; the border of the text; or, in a search, any text. */
type Beside = 'more' | 'border' | 'any';

/**
 * What the whole of a text has to be so that a regular expression fits it.
 *
 * @param write how characters are written
 * @param search whether it may fit a part of the text, as JavaScript's `test` and JSON Schema's `pattern` understand it
 * @throws FigmentError `CONSTRAINT_INVALID` where `^`, `$` or a look-ahead stand in the middle
 */
export function compile(node: Node, source: string, write: Writing, search: boolean): Expression {
  const any = repeat(write([[0, highest]]), 0, Infinity);
  const refuse = (what: string, at: number): never => {
    throw new FigmentError('CONSTRAINT_INVALID', `the pattern /${source}/ has ${what} at ${at}, which a form can only have at the border of the whole: move it there.`);
  };

  const part = (node: Node, before: Beside, after: Beside): Expression => {
    switch (node.kind) {
      case 'set': return write(node.ranges);
      case 'choice': return choice(node.items.map((item) => part(item, before, after)));
      case 'repeat': return repeat(part(node.body, 'more', 'more'), node.min, node.max);
      case 'sequence': return concatenation(node.items, before, after);
      case 'edge': return refuse(node.start ? '^' : '$', node.at);
      case 'look': return refuse('a look-ahead', node.at);
      default: return node satisfies never;
    }
  };

  const concatenation = (items: readonly Node[], before: Beside, after: Beside): Expression => {
    if (before !== 'more' && isEdge(items[0], true)) return concatenation(items.slice(1), 'border', after);
    if (after !== 'more' && isEdge(items.at(-1), false)) return concatenation(items.slice(0, -1), before, 'border');
    // A group whose alternatives may each have a border of their own looks after itself.
    const head = before === 'any' && !isGroup(items[0]) ? [any] : [];
    const tail = after === 'any' && !isGroup(items.at(-1)) ? [any] : [];
    const from = (i: number): readonly Expression[] => {
      const item = items[i];
      if (item === undefined) return tail;
      if (item.kind === 'look') {
        if (after === 'more') refuse('a look-ahead', item.at);
        return [both({ of: sequence(...from(i + 1)), negated: false }, { of: part(item.body, 'more', 'any'), negated: item.negated, any })];
      }
      return [part(item, i === 0 ? before : 'more', i === items.length - 1 ? after : 'more'), ...from(i + 1)];
    };
    return sequence(...head, ...from(0));
  };

  return part(node, search ? 'any' : 'border', search ? 'any' : 'border');
}

const isGroup = (node: Node | undefined): boolean => node?.kind === 'choice' || node?.kind === 'sequence';

const isEdge = (node: Node | undefined, start: boolean): boolean => node?.kind === 'edge' && node.start === start;
