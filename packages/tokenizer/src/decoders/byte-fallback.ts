import type { Decoder, PieceStream } from './decoder.ts';
import { heldBack } from './piecewise.ts';

/**
 * The character for tokens that are its bytes, `<0xEA><0xB0><0x80>`. The bytes of a run that is no UTF-8 become one U+FFFD each, so a run is
 * certain when it ends.
 */
export function byteFallback(): Decoder {
  const stream = (): PieceStream => {
    let run: number[] = [];
    const flush = (): string[] => {
      const given = run.length === 0 ? [] : characters(run);
      run = [];
      return given;
    };
    return {
      output: 'pieces',
      push(token) {
        // As Rust reads two hexadecimal digits: a plus sign may be the first.
        const digits = /^<0x([+\da-f][\da-f])>$/i.exec(token)?.[1];
        if (digits === undefined) return [...flush(), token];
        run.push(parseInt(digits, 16));
        return [];
      },
      end: flush,
    };
  };
  const decode = (tokens: readonly string[]): string[] => {
    const pieces = stream();
    return [...tokens.flatMap((token) => pieces.push(token)), ...pieces.end()];
  };
  return { spec: { type: 'ByteFallback' }, decode, stream: (input) => (input === 'chunks' ? heldBack(decode) : stream()) };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function characters(bytes: readonly number[]): string[] {
  try {
    return [decoder.decode(Uint8Array.from(bytes))];
  } catch {
    return bytes.map(() => '\uFFFD');
  }
}
