// The table by which byte-level tokenizers write bytes as visible characters (Radford et al. 2019, "Language Models are Unsupervised Multitask
// Learners", `bytes_to_unicode` of GPT-2's encoder): printable Latin-1 stands for itself, the other 68 bytes for U+0100 and on, in order.

const isPrintable = (byte: number): boolean => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);

/** The characters 0x00..0xFF and 0x100..0x143, by code: which byte they stand for, or -1. */
const bytes = new Int16Array(0x144).fill(-1);

/** The character that stands for each of the 256 bytes. */
export const byteToCharacter: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  let code = byte;
  if (!isPrintable(byte)) for (code = 0x100; bytes[code] !== -1; ) code++;
  bytes[code] = byte;
  return String.fromCharCode(code);
});

/** The byte that a character (a UTF-16 code) stands for; -1 if it stands for none. */
export function characterToByte(code: number): number {
  return bytes[code] ?? -1;
}

/** The UTF-8 of a text, each byte as its character. Lone surrogates are read as U+FFFD. */
export function toByteCharacters(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return result + spelled(text.slice(i));
    result += byteToCharacter[code]!;
  }
  return result;
}

function spelled(text: string): string {
  let result = '';
  for (const byte of encoder.encode(text)) result += byteToCharacter[byte]!;
  return result;
}

const encoder = new TextEncoder();
