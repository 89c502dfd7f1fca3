import type { AlignedText } from '../text/aligned-text.ts';
import { toByteCharacters } from '../text/byte-characters.ts';
import { replaceMatches } from '../text/editing.ts';
import { matchesOfRegExp } from '../text/matching.ts';
import type { Normalizer } from './normalizer.ts';

/** Writes each byte of the text's UTF-8 as the character that GPT-2 has for it. */
export function byteLevel(): Normalizer {
  return { spec: { type: 'ByteLevel' }, normalize: asBytes };
}

export function asBytes(text: AlignedText): AlignedText {
  const bytes = toByteCharacters(text.text);
  return bytes.length === text.length ? text.withText(bytes) : replaceMatches(text, characters, toByteCharacters);
}

// Runs of ASCII would go byte by byte, too, but there each comes from its own character.
const characters = matchesOfRegExp(/[^]/gu);
