/** A value of a list. */
export type Tag = string | number;

const written: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };
const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\' };

/** A value as it stands in one line: what a key cannot type is escaped. */
export function tagText(tag: Tag): string {
  return typeof tag === 'number' ? String(tag) : tag.replaceAll(/[\n\t\r\\]/g, (character) => escapes[character] ?? character);
}

/** The value of what was typed; undefined where it is none of that kind. */
export function tagFrom(text: string, items: 'text' | 'integer' | 'number' | 'any'): Tag | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (items === 'integer' || items === 'number') return Number.isFinite(number) && (items === 'number' || Number.isInteger(number)) ? number : undefined;
  if (items === 'any' && Number.isSafeInteger(number)) return number;
  return text === '' ? undefined : text.replaceAll(/\\([ntr\\])/g, (whole, letter: string) => written[letter] ?? whole);
}
