import { grown } from '../growing-array.ts';
import { characterToByte } from '../text/byte-characters.ts';

/** Gives U+FFFD for what is no UTF-8, and a byte order mark as it is. */
export const utf8Decoder = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });

const encoder = new TextEncoder();

/** Bytes of byte-level tokens, one after the other. */
export class ByteList {
  length = 0;
  #bytes: Uint8Array;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** A token as it is spelled: each character is a byte. One with any other character stands for itself. */
  push(token: string): void {
    this.#bytes = grown(this.#bytes, this.length + token.length);
    for (let i = 0; i < token.length; i++) {
      const byte = characterToByte(token.charCodeAt(i));
      if (byte < 0) {
        const own = encoder.encode(token);
        this.#bytes = grown(this.#bytes, this.length + own.length);
        this.#bytes.set(own, this.length);
        this.length += own.length;
        return;
      }
      this.#bytes[this.length + i] = byte;
    }
    this.length += token.length;
  }
}
