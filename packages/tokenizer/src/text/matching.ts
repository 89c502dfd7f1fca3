import type { Pattern } from '../pattern/pattern.ts';
import { unitsAt } from './utf8.ts';

/** Calls `found` with every match in a text, from left to right; they don't overlap. */
export type FindMatches = (text: string, found: (start: number, end: number) => void) => void;

/** Every occurrence of some text that is not empty. */
export function occurrencesOf(wanted: string): FindMatches {
  return (text, found) => {
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) found(at, at + wanted.length);
  };
}

/** Every match of a pattern. One that is empty doesn't count right after another match. */
export function matchesOf(pattern: Pattern): FindMatches {
  return (text, found) => {
    let at = 0;
    let last = -1;
    while (at <= text.length && pattern.find(text, at)) {
      const { start, end } = pattern;
      if (start === end && end === last) {
        at += at < text.length ? unitsAt(text, at) : 1;
        continue;
      }
      found(start, end);
      at = last = end;
    }
  };
}

/** Every match of one of our own regular expressions: global, and linear whatever the text. */
export function matchesOfRegExp(expression: RegExp): FindMatches {
  return (text, found) => {
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) found(match.index, expression.lastIndex);
  };
}
