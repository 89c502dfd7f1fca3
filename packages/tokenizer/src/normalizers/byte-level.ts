import { AlignedText } from '../text/aligned-text.ts';
import { toByteCharacters } from '../text/byte-characters.ts';
import { unitsAt, utf8Length } from '../text/utf8.ts';
import type { Normalizer } from './normalizer.ts';

/** Writes each byte of the text's UTF-8 as the character that GPT-2 has for it. */
export function byteLevel(): Normalizer {
  return { spec: { type: 'ByteLevel' }, normalize: asBytes };
}

/** Each byte comes from the whole of its character. */
export function asBytes(aligned: AlignedText): AlignedText {
  const { text } = aligned;
  const bytes = toByteCharacters(text);
  if (bytes.length === text.length) return aligned.withText(bytes);
  const starts = new Int32Array(bytes.length);
  const ends = new Int32Array(bytes.length);
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const next = i + unitsAt(text, i);
    const end = at + utf8Length(text, i, next);
    for (; at < end; at++) {
      starts[at] = aligned.startOf(i);
      ends[at] = aligned.endOf(next - 1);
    }
    i = next;
  }
  return new AlignedText(bytes, 0, starts, ends);
}
