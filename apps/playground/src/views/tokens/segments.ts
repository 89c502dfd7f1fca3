import type { ShownToken } from '../../workers/tokenize-protocol.ts';

/** What stands one after the other in a text that is shown with its tokens. */
export type Segment =
  /** One token, whose text is a stretch of the text of its own. */
  | { readonly kind: 'token'; readonly text: string; readonly token: number }
  /** Tokens that share a character: it stands above, they below it. */
  | { readonly kind: 'joined'; readonly text: string; readonly tokens: readonly number[] }
  /** Text that no token stands for. */
  | { readonly kind: 'gap'; readonly text: string }
  /** A token that stands in no text: what a model wants around it. */
  | { readonly kind: 'inserted'; readonly token: number };

/**
 * Lays tokens over their text. A boundary inside a character, as a reader sees one (a syllable of jamo, an emoji of many parts), joins the
 * tokens on both sides of it.
 *
 * @param from where `tokens` begin in the text (UTF-16)
 */
export function segments(text: string, tokens: readonly ShownToken[], from: number, to: number): readonly Segment[] {
  const found: Segment[] = [];
  const inside = insideCharacters(text, from, to);
  let cursor = from;
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i]!;
    if (token.start >= token.end) {
      found.push({ kind: 'inserted', token: i++ });
      continue;
    }
    if (token.start > cursor) found.push({ kind: 'gap', text: text.slice(cursor, token.start) });
    const first = i;
    let end = token.end;
    for (i++; i < tokens.length; i++) {
      const next = tokens[i]!;
      if (next.start >= next.end || (next.start >= end && !(next.start === end && inside(end)))) break;
      end = Math.max(end, next.end);
    }
    const stretch = text.slice(Math.max(cursor, token.start), end);
    found.push(i - first === 1 ? { kind: 'token', text: stretch, token: first } : { kind: 'joined', text: stretch, tokens: Array.from({ length: i - first }, (_, k) => first + k) });
    cursor = Math.max(cursor, end);
  }
  if (cursor < to) found.push({ kind: 'gap', text: text.slice(cursor, to) });
  return found;
}

/** Tells whether a place of the text is inside a character. Line ends of two units may be split: nobody sees them joined. */
function insideCharacters(text: string, from: number, to: number): (at: number) => boolean {
  const starts = new Set<number>();
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(from, to))) starts.add(from + index);
  return (at) => at > from && at < to && !starts.has(at) && text[at] !== '\n';
}
