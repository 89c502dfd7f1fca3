import type { TokenSequence } from '../encoding/token-sequence.ts';
import { byteToCharacter } from '../text/byte-characters.ts';
import { isWhiteSpace } from '../text/characters.ts';

const space = (byteToCharacter[0x20] as string).charCodeAt(0);
const isSpace = (token: string, at: number): boolean => token.charCodeAt(at) === space || isWhiteSpace(token.charCodeAt(at));

/** Takes the white space at the ends of tokens out of their offsets; with `addPrefixSpace`, not the one space that the text was given at its start. */
export function trimOffsets(sequence: TokenSequence, addPrefixSpace: boolean): TokenSequence {
  const offsets = [...sequence.offsets];
  sequence.tokens.forEach((token, i) => {
    let [start, end] = [offsets[2 * i] as number, offsets[2 * i + 1] as number];
    let leading = 0;
    while (leading < token.length && isSpace(token, leading)) leading++;
    let trailing = 0;
    while (trailing < token.length && isSpace(token, token.length - 1 - trailing)) trailing++;
    const isPrefix = addPrefixSpace && leading === 1 && (i === 0 || start === 0);
    if (!isPrefix) start = Math.min(start + leading, end);
    if (end >= trailing) end = Math.max(end - trailing, start);
    offsets[2 * i] = start;
    offsets[2 * i + 1] = end;
  });
  return { ...sequence, offsets, overflowing: sequence.overflowing.map((piece) => trimOffsets(piece, addPrefixSpace)) };
}
