import { wrongTemplate } from './failed.ts';
import { blanksBefore, blanksBehind } from './white-space.ts';

/** A piece of a template: text, or what stands within a tag. */
export interface Segment {
  readonly kind: 'text' | 'statement' | 'expression';
  readonly content: string;
}

const closing = { '{{': '}}', '{%': '%}', '{#': '#}' } as const;
const opener = /\{[{%#]/g;
const string = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
const rawStart = /\{%[-+]?\s*raw\s*(-?)%\}/y;
const rawEnd = /\{%([-+]?)\s*endraw\s*(?:([-+])%\}|%\}\n?)/g;

/**
 * Cuts a template into text and tags, and takes away the white space that Jinja takes away with transformers' settings: one newline at
 * the end, the newline after a statement or comment (trim_blocks), blanks before one that begins its line (lstrip_blocks), and what `-` says.
 *
 * Jinja2's `Lexer` is the reference.
 *
 * @throws TokenizerError `CHAT_TEMPLATE_INVALID` when a tag does not end
 */
export function layout(template: string): Segment[] {
  const source = template.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
  const segments: Segment[] = [];
  let at = 0;
  let atLineStart = true;
  let stripNext = false;
  const text = (end: number, sign: string, isBlock: boolean): void => {
    let content = source.slice(at, end);
    if (stripNext) content = content.slice(blanksBefore(content));
    if (sign === '-') content = content.slice(0, blanksBehind(content));
    else if (isBlock && sign !== '+') {
      const line = content.lastIndexOf('\n') + 1;
      if ((line > 0 || atLineStart) && blanksBehind(content) <= line) content = content.slice(0, line);
    }
    if (content !== '') segments.push({ kind: 'text', content });
  };
  for (;;) {
    opener.lastIndex = at;
    const start = opener.exec(source)?.index ?? source.length;
    const mark = source.slice(start, start + 2) as keyof typeof closing;
    const sign = /^[-+]/.exec(source.slice(start + 2, start + 3))?.[0] ?? '';
    text(start, sign, mark === '{%' || mark === '{#');
    if (start === source.length) return segments;

    rawStart.lastIndex = start;
    const raw = rawStart.exec(source);
    if (raw !== null) {
      at = rawStart.lastIndex;
      rawEnd.lastIndex = at;
      const end = rawEnd.exec(source);
      if (end === null) throw wrongTemplate('{% raw %} has no {% endraw %}.');
      stripNext = raw[1] === '-';
      atLineStart = false;
      text(end.index, end[1] ?? '', true);
      at = rawEnd.lastIndex;
      stripNext = end[2] === '-';
      atLineStart = end[0].endsWith('\n');
      continue;
    }

    const from = start + 2 + sign.length;
    const end = mark === '{#' ? source.indexOf('#}', from) : endOfTag(source, from, closing[mark]);
    if (end < 0) throw wrongTemplate(`a ${mark} has no ${closing[mark]}: ${source.slice(start, start + 40)}`);
    const lastSign = /[-+]$/.exec(source.slice(from, end))?.[0] ?? '';
    if (mark !== '{#') segments.push({ kind: mark === '{%' ? 'statement' : 'expression', content: source.slice(from, end - lastSign.length) });
    at = end + 2;
    stripNext = lastSign === '-';
    const trims = mark !== '{{' && lastSign === '' && source[at] === '\n';
    if (trims) at++;
    atLineStart = trims;
  }
}

/** Where the tag that goes on at `from` closes; brackets and strings may hold what looks like it. -1: nowhere. */
function endOfTag(source: string, from: number, close: string): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const character = source[at] ?? '';
    if (depth === 0 && source.startsWith(close, at)) return at;
    if (character === '"' || character === "'") {
      string.lastIndex = at;
      if (!string.test(source)) return -1;
      at = string.lastIndex - 1;
    } else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return -1;
}
