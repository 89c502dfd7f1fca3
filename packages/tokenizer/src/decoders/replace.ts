import { findMatches, type TextPattern, textPatternSpec } from '../text/text-pattern.ts';
import type { Decoder, PieceStream } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/** What is replaced in pieces. */
export interface ReplaceDecoderOptions {
  /** A text, or a regular expression. */
  readonly pattern: TextPattern;
  /** What is put in its place, as it stands. */
  readonly content: string;
}

/**
 * Replaces each match in each piece.
 *
 * @throws TokenizerError `PATTERN_INVALID`, `PATTERN_UNSUPPORTED`
 */
export function replace({ pattern, content }: ReplaceDecoderOptions): Decoder {
  const matches = findMatches(pattern);
  const rule = (piece: string): string => {
    let text = '';
    let done = 0;
    matches(piece, (start, end) => {
      text += piece.slice(done, start) + content;
      done = end;
    });
    return text + piece.slice(done);
  };
  const spec = { type: 'Replace', pattern: textPatternSpec(pattern), content };
  // Where a match of a regular expression ends is only known at the end.
  return piecewise(spec, () => rule, typeof pattern === 'string' && pattern !== '' ? () => chunked(pattern, content) : undefined);
}

function chunked(pattern: string, content: string): PieceStream {
  // What may be the start of a match.
  let held = '';
  return {
    output: 'chunks',
    push(chunk) {
      const parts = (held + chunk).split(pattern);
      const last = parts.pop() as string;
      let end = Math.max(0, last.length - pattern.length + 1);
      while (!pattern.startsWith(last.slice(end))) end++;
      held = last.slice(end);
      return [...parts.map((part) => part + content), last.slice(0, end)];
    },
    end: () => [held],
  };
}
