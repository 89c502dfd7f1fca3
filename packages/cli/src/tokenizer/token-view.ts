import type { Tokenizer as AnyTokenizer, TokenizerEncoding } from '@figment/core/interfaces';
import { Tokenizer } from '@figment/tokenizer';
import { bytesOfToken, writesBytes } from '@figment/tokenizer/inspect';

/** A token as it is shown. */
export interface TokenView {
  readonly id: number;
  /** What it writes, its bytes where that is half a character, its name where it writes nothing. */
  readonly shown: string;
  /** Ends a line. */
  readonly newline: boolean;
}

/** A space, a tab, an end of line, and what else can't be seen. */
const visible: Readonly<Record<string, string>> = { ' ': '·', '\t': '⇥', '\n': '⏎', '\r': '␍' };

/** Text with its white space and control characters made visible. */
export function visibleText(text: string): string {
  return text.replaceAll(/[ \t\n\r]/g, (character) => visible[character] ?? character)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cs}](?<!\u200D)/gu, (character) => `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

/** The tokens of a text for people. A character that several tokens share is shown as the bytes of each. */
export function tokenViews(tokenizer: AnyTokenizer, text: string, { ids, tokens, offsets }: TokenizerEncoding): TokenView[] {
  const bytes = byteReader(tokenizer);
  return ids.map((id, i) => {
    const [start, end] = offsets?.[i] ?? [0, 0];
    const name = tokens?.[i];
    if (start === end) return { id, shown: name ?? tokenizer.decode([id]), newline: false };
    const isShared = [offsets?.[i - 1], offsets?.[i + 1]].some((other) => other !== undefined && other[0] < end && other[1] > start);
    const own = text.slice(start, end);
    if (!isShared) return { id, shown: visibleText(own), newline: own.endsWith('\n') };
    const found = name === undefined ? undefined : bytes(name);
    return { id, shown: found === undefined ? name ?? visibleText(own) : visibleBytes(found), newline: false };
  });
}

/** Whole characters as they are, the bytes of halves in brackets. */
function visibleBytes(bytes: readonly number[]): string {
  const parts: (string | number)[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.slice(at, at + count)));
    parts.push(length === undefined ? bytes[at] ?? 0 : visibleText(utf8.decode(Uint8Array.from(bytes.slice(at, at + length)))));
    at += length ?? 1;
  }
  const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
  return parts.map((part) => (typeof part === 'number' ? `‹${hex(part)}›` : part)).join('').replaceAll('›‹', ' ');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isCharacter(bytes: readonly number[]): boolean {
  try {
    return utf8.decode(Uint8Array.from(bytes)) !== '';
  } catch {
    return false;
  }
}

/** What a token's name says of its bytes. */
function byteReader(tokenizer: AnyTokenizer): (token: string) => readonly number[] {
  const isBytes = tokenizer instanceof Tokenizer && writesBytes(tokenizer);
  return (token) => bytesOfToken(token, isBytes);
}

/** Light backgrounds under dark letters: they can be read on a dark and on a light screen. */
const backgrounds = [153, 157, 223, 218, 189];

/** The tokens with a colour behind each, lines as in the text. */
export function coloured(views: readonly TokenView[]): string {
  return views.map(({ shown, newline }, i) => `\u001B[38;5;16;48;5;${backgrounds[i % backgrounds.length] ?? 0}m${shown}\u001B[0m${newline ? '\n' : ''}`).join('');
}

/** The tokens one blank apart: blanks of the text are shown as `·`. */
export function plainTokens(views: readonly TokenView[]): string {
  return views.map(({ shown, newline }) => `${shown}${newline ? '\n' : ' '}`).join('').trimEnd();
}
