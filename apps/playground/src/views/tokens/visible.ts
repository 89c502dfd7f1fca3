/** What a reader could not see or tell apart, with a sign for it. */
const signs: Readonly<Record<string, string>> = {
  ' ': '·', '\t': '→', '\n': '↵', '\r': '␍', '\u00A0': '⍽', '\u3000': '□',
  '\u200B': 'ZWSP', '\u200C': 'ZWNJ', '\u200D': 'ZWJ', '\u200E': 'LRM', '\u200F': 'RLM', '\u2060': 'WJ', '\uFEFF': 'BOM', '\uFE0E': 'VS15', '\uFE0F': 'VS16', '\u007F': '␡', '\u00AD': 'SHY',
};
const invisible = /[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\uFE00-\uFE0F]/u;

/** The sign of a character that cannot be seen; undefined for all others. */
export function signOf(character: string): string | undefined {
  if (!invisible.test(character)) return undefined;
  const sign = signs[character];
  if (sign !== undefined) return sign;
  const code = character.codePointAt(0)!;
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether nothing of a text can be seen. */
export function isBlank(text: string): boolean {
  return Array.from(text).every((character) => invisible.test(character));
}

/** A text as one line in which everything can be seen. */
export function visible(text: string): string {
  return Array.from(text, (character) => signOf(character) ?? character).join('');
}

/** A stretch of bytes that is text, or is not. */
export type BytePiece = { readonly text: string } | { readonly bytes: readonly number[] };

/** Splits bytes into whole characters and what is left of split ones. */
export function bytePieces(bytes: readonly number[]): readonly BytePiece[] {
  const whole = decode(bytes);
  if (whole !== undefined) return whole === '' ? [] : [{ text: whole }];
  const pieces: ({ text: string } | { bytes: number[] })[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    const last = pieces.at(-1);
    if (length > 0) {
      const text = decode(bytes.slice(at, at + length)) ?? '';
      if (last !== undefined && 'text' in last) last.text += text;
      else pieces.push({ text });
    } else if (last !== undefined && 'bytes' in last) last.bytes.push(bytes[at]!);
    else pieces.push({ bytes: [bytes[at]!] });
    at += Math.max(1, length);
  }
  return pieces;
}

/** How long the UTF-8 character is that starts here; 0 if none does. */
function characterLength(bytes: readonly number[], at: number): number {
  const first = bytes[at]!;
  const length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
  return length > 0 && at + length <= bytes.length && decode(bytes.slice(at, at + length)) !== undefined ? length : 0;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: readonly number[]): string | undefined {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** `EA B0 80` */
export function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

/** Bytes as one line: characters where they are whole, else hexadecimal numbers. */
export function visibleBytes(bytes: readonly number[]): string {
  return bytePieces(bytes).map((piece) => ('text' in piece ? visible(piece.text) : hex(piece.bytes))).join(' ');
}
