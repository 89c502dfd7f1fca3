import { type ByteLevelOptions, byteLevelSpec } from '../text/byte-level-options.ts';
import { ByteList, utf8Decoder } from './byte-list.ts';
import type { Decoder, PieceStream } from './decoder.ts';
import { heldBack } from './piecewise.ts';

/**
 * The bytes that the characters of tokens stand for, as UTF-8. A token with any other character stands for itself. Bytes that are no UTF-8
 * become U+FFFD, one for each part of a character that could have gone on (as WHATWG's decoders and Rust's `from_utf8_lossy` do).
 *
 * @param options What files say; none of it matters to decoding.
 */
export function byteLevel(options: ByteLevelOptions = {}): Decoder {
  return {
    spec: byteLevelSpec(options),
    decode,
    stream: (input) => (input === 'chunks' ? heldBack(decode) : stream()),
  };
}

function decode(tokens: readonly string[]): string[] {
  const bytes = new ByteList(tokens.reduce((size, token) => size + token.length, 16));
  for (const token of tokens) bytes.push(token);
  return [utf8Decoder().decode(bytes.view())];
}

function stream(): PieceStream {
  const text = utf8Decoder();
  const bytes = new ByteList(64);
  return {
    output: 'chunks',
    push(token) {
      bytes.length = 0;
      bytes.push(token);
      return [text.decode(bytes.view(), { stream: true })];
    },
    end: () => [text.decode()],
  };
}
