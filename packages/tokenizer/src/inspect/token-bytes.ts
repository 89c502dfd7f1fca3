import { characterToByte } from '../text/byte-characters.ts';
import type { Tokenizer } from '../tokenizer.ts';

interface Spec { readonly type: string; readonly decoders?: readonly Spec[]; readonly pretokenizers?: readonly Spec[] }

/** Whether a tokenizer's tokens are written with a character for each byte: `Ġ` for a space, `ìķĪ` for 안. */
export function writesBytes({ decoder, preTokenizer }: Pick<Tokenizer, 'decoder' | 'preTokenizer'>): boolean {
  return [decoder?.spec, preTokenizer?.spec].some((spec) => spec !== undefined && hasByteLevel(spec));
}

function hasByteLevel({ type, decoders = [], pretokenizers = [] }: Spec): boolean {
  return type === 'ByteLevel' || [...decoders, ...pretokenizers].some(hasByteLevel);
}

const encoder = new TextEncoder();

/** What a token of the vocabulary writes, in UTF-8. `▁` is a space, `##` says only that a word goes on, `<0xEA>` is a byte. */
export function bytesOfToken(token: string, isBytes: boolean): readonly number[] {
  if (isBytes) {
    const bytes = Array.from({ length: token.length }, (_, i) => characterToByte(token.charCodeAt(i)));
    if (bytes.every((byte) => byte >= 0)) return bytes;
  }
  const byte = /^<0x([0-9A-F]{2})>$/i.exec(token)?.[1];
  if (byte !== undefined) return [Number.parseInt(byte, 16)];
  return [...encoder.encode(isBytes ? token : token.replace(/^##(?=.)/u, '').replaceAll('▁', ' '))];
}
