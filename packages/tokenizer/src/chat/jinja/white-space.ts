import type { Text } from './text.ts';

/** What Python takes for white space: Unicode's, and the separators U+001C to U+001F. */
export const whiteSpace = String.raw`[\p{White_Space}\x1c-\x1f]`;

const isBlank = new RegExp(`^${whiteSpace}$`, 'u');

/** Where the text begins that is no white space (or none of `characters`). */
export function blanksBefore(value: string, characters?: readonly string[]): number {
  let start = 0;
  for (const character of value) {
    if (!(characters?.includes(character) ?? isBlank.test(character))) break;
    start += character.length;
  }
  return start;
}

/** Where the text ends that is no white space (or none of `characters`). */
export function blanksBehind(value: string, characters?: readonly string[]): number {
  let end = value.length;
  while (end > 0) {
    const character = String.fromCodePoint(value.codePointAt(end > 1 && /[\udc00-\udfff]/.test(value[end - 1] ?? '') && /[\ud800-\udbff]/.test(value[end - 2] ?? '') ? end - 2 : end - 1) ?? 0);
    if (!(characters?.includes(character) ?? isBlank.test(character))) break;
    end -= character.length;
  }
  return end;
}

/** Python's `strip`, `lstrip`, `rstrip`: of white space, or of any of `characters`. */
export function strip(text: Text, sides: 'both' | 'left' | 'right', characters?: string): Text {
  const strips = characters === undefined ? undefined : Array.from(characters);
  const right = sides === 'left' ? text : text.slice(0, blanksBehind(text.value, strips));
  return sides === 'right' ? right : right.slice(blanksBefore(right.value, strips));
}

/** Python's `splitlines()`. */
export function lines(text: Text): Text[] {
  const found: Text[] = [];
  let start = 0;
  for (const { 0: end, index } of text.value.matchAll(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g)) {
    found.push(text.slice(start, index));
    start = index + end.length;
  }
  return start < text.value.length ? [...found, text.slice(start)] : found;
}

/** The words between white space, at most `most` cuts from the left. */
export function words(text: Text, most = Infinity): Text[] {
  const found: Text[] = [];
  const rest = strip(text, 'left');
  for (const { 0: word, index } of rest.value.matchAll(new RegExp(`(?:(?!${whiteSpace}).)+`, 'gsu'))) {
    if (found.length >= most) return [...found, rest.slice(index)];
    found.push(rest.slice(index, index + word.length));
  }
  return found;
}
