import { byteToCharacter, characterToByte } from '../text/byte-characters.ts';

/** How the strings of tokens are kept as bytes. */
export interface TokenCode {
  /** Writes a token into `bytes`, which has room for three bytes a unit, and gives its length; -1 if the token can't be written. */
  write(token: string, bytes: Uint8Array): number;
  read(bytes: Uint8Array): string;
}

/** Tokens of byte-level vocabularies: each character is one byte, and the bytes of a token are those of the text it stands for. */
export const byteLevelCode: TokenCode = {
  write(token, bytes) {
    for (let i = 0; i < token.length; i++) {
      const byte = characterToByte(token.charCodeAt(i));
      if (byte < 0) return -1;
      bytes[i] = byte;
    }
    return token.length;
  },
  read(bytes) {
    let token = '';
    for (const byte of bytes) token += byteToCharacter[byte]!;
    return token;
  },
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** All other tokens. Half a surrogate pair has no UTF-8. */
export const utf8Code: TokenCode = {
  write: (token, bytes) => (/\p{Surrogate}/u.test(token) ? -1 : encoder.encodeInto(token, bytes).written),
  read: (bytes) => decoder.decode(bytes),
};
