import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** How SentencePiece writes a byte as a token: `<0x0A>`. */
export function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

const encoder = new TextEncoder();

/**
 * Spells text in byte tokens where a vocabulary has all that it takes.
 *
 * @returns a function that gives their ids, or undefined
 */
export function byteSpelling(vocabulary: Vocabulary): (text: string) => readonly number[] | undefined {
  const ids = Array.from({ length: 256 }, (_, byte) => vocabulary.id(byteToken(byte)) ?? -1);
  return (text) => {
    const spelled = Array.from(encoder.encode(text), (byte) => ids[byte]!);
    return spelled.includes(-1) ? undefined : spelled;
  };
}
