import { utf8 } from './automaton/characters.ts';
import type { Form } from './constrain.ts';
import { compile } from './pattern/compile.ts';
import { parse } from './pattern/parse.ts';

/**
 * Texts that a regular expression of JavaScript fits from their first character to their last: `pattern('\\d{4}-\\d{2}')`, or
 * `pattern(/yes|no/i)`. Unicode classes (`\p{Script=Hangul}`), groups, alternatives, counted repetition; look-aheads where they hold for
 * the rest of the text. Lazy or greedy is the same here; `^` and `$` change nothing at the borders.
 *
 * @throws FigmentError `CONSTRAINT_INVALID` for what is no regular expression (flag `u`), and, with its position, for back-references,
 * look-behind, `\b` and borders or look-aheads in the middle
 */
export function pattern(source: string | RegExp): Form {
  const [text, flags] = typeof source === 'string' ? [source, ''] : [source.source, source.flags];
  const kept = `${flags.replace(/[^ism]/g, '')}${flags.includes('v') ? 'v' : 'u'}`;
  return { title: `the pattern /${text}/`, expression: compile(parse(text, kept), text, utf8, false) };
}
