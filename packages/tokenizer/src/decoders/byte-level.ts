import { characterToByte } from '../text/byte-characters.ts';
import { type ByteLevelOptions, byteLevelSpec } from '../text/byte-level-options.ts';
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
  return [decoder().decode(bytes.view())];
}

function stream(): PieceStream {
  const text = decoder();
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

const decoder = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

class ByteList {
  length = 0;
  #bytes: Uint8Array;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  push(token: string): void {
    this.#reserve(token.length);
    for (let i = 0; i < token.length; i++) {
      const byte = characterToByte(token.charCodeAt(i));
      if (byte < 0) {
        const own = encoder.encode(token);
        this.#reserve(own.length);
        this.#bytes.set(own, this.length);
        this.length += own.length;
        return;
      }
      this.#bytes[this.length + i] = byte;
    }
    this.length += token.length;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + more));
    larger.set(this.view());
    this.#bytes = larger;
  }
}
