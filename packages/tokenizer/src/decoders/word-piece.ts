import { cleanUp } from './cleanup.ts';
import type { Decoder } from './decoder.ts';
import { piecewise } from './piecewise.ts';

/** How word pieces are joined. */
export interface WordPieceDecoderOptions {
  /** What marks a piece that goes on a word ('##'). */
  readonly prefix?: string | undefined;
  /** Whether spaces before punctuation and within English contractions go (true). */
  readonly cleanup?: boolean | undefined;
}

/** Words with spaces between them; a piece with the prefix belongs to the word before it. */
export function wordPiece({ prefix = '##', cleanup = true }: WordPieceDecoderOptions = {}): Decoder {
  return piecewise({ type: 'WordPiece', prefix, cleanup }, () => {
    let isFirst = true;
    return (token) => {
      const text = isFirst ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
      isFirst = false;
      return cleanup ? cleanUp(text) : text;
    };
  });
}
