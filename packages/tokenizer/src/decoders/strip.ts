import { checkCharacter } from '../text/character.ts';
import type { Decoder, PieceStream } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/** What is stripped from pieces. */
export interface StripDecoderOptions {
  /** One character. */
  readonly content: string;
  /** How many at the start, at most (0). */
  readonly start?: number | undefined;
  /** How many at the end, at most (0). */
  readonly stop?: number | undefined;
}

/**
 * Takes a character off the ends of pieces.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export function strip({ content, start = 0, stop = 0 }: StripDecoderOptions): Decoder {
  checkCharacter('content', content);
  const size = content.length;
  /** How many units of a text, at its start, are such characters; at most `most` of them. */
  const ahead = (text: string, most: number): number => {
    let found = 0;
    while (found < most && text.startsWith(content, found * size)) found++;
    return found * size;
  };
  const behind = (text: string, most: number): number => {
    let found = 0;
    while (found < most && text.endsWith(content, text.length - found * size)) found++;
    return found * size;
  };
  const rule = (piece: string): string => {
    const rest = piece.slice(ahead(piece, start));
    return rest.slice(0, rest.length - behind(rest, stop));
  };

  const chunked = (): PieceStream => {
    let left = start;
    // What may turn out to be the end.
    let held = '';
    return {
      output: 'chunks',
      push(chunk) {
        const cut = ahead(chunk, left);
        left = cut < chunk.length ? 0 : left - cut / size;
        const text = held + chunk.slice(cut);
        const end = text.length - behind(text, stop);
        held = text.slice(end);
        return [text.slice(0, end)];
      },
      end: () => [],
    };
  };
  return piecewise({ type: 'Strip', content, start, stop }, () => rule, chunked);
}
