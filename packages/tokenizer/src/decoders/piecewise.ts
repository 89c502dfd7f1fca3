import type { ComponentSpec } from '../normalizers/normalizer.ts';
import type { Decoder, PieceStream } from './decoder.ts';

/** A rule for one piece after another; undefined leaves it out. */
export type PieceRule = (piece: string) => string | undefined;

/**
 * A decoder that looks at one piece after the other.
 *
 * @param start Makes the rule for the pieces of one text: it may remember those before.
 * @param chunked The same for one piece that comes in chunks; without it, such a piece is held back until it is whole.
 */
export function piecewise(spec: ComponentSpec, start: () => PieceRule, chunked?: () => PieceStream): Decoder {
  const decode = (pieces: readonly string[]): string[] => {
    const rule = start();
    return pieces.flatMap((piece) => rule(piece) ?? []);
  };
  return {
    spec,
    decode,
    stream(input) {
      if (input === 'chunks') return chunked?.() ?? heldBack(decode);
      const rule = start();
      return {
        output: 'pieces',
        push(piece) {
          const given = rule(piece);
          return given === undefined ? [] : [given];
        },
        end: () => [],
      };
    },
  };
}

/** Waits for the whole of a piece that comes in chunks. */
export function heldBack(decode: (pieces: readonly string[]) => string[]): PieceStream {
  const chunks: string[] = [];
  return {
    output: 'pieces',
    push(chunk) {
      chunks.push(chunk);
      return [];
    },
    end: () => decode([chunks.join('')]),
  };
}
