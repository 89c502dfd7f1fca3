import { complement, type Ranges } from '../automaton/characters.ts';

const known = new Map<string, Ranges>();
let everyCharacter: string | undefined;

/** Code points below the surrogates, and how many those are. */
const [surrogates, skipped] = [0xd800, 0x800];

/**
 * The characters that a class, an escape or a character of a regular expression stands for: JavaScript's own engine is asked, so that
 * what `\w` or `\p{Script=Hangul}` are, and case, is as everywhere else.
 */
export function charactersOf(source: string, flags: string): Ranges {
  const negated = /^\[\^|^\\[DSWP]/.exec(source)?.[0];
  if (negated !== undefined && !flags.includes('i')) return complement(charactersOf(negated === '[^' ? `[${source.slice(2)}` : `\\${source[1]!.toLowerCase()}${source.slice(2)}`, flags));
  const key = `${flags}${source}`;
  const made = known.get(key) ?? search(source, flags);
  if (known.size > 1000) known.clear();
  known.set(key, made);
  return made;
}

function search(source: string, flags: string): Ranges {
  const units = (everyCharacter ??= all());
  return Array.from(units.matchAll(new RegExp(`(?:${source})+`, `g${flags}`)), ({ index, 0: { length } }) => [codeAt(index), codeAt(index + length - (index + length > 0x10000 - skipped ? 2 : 1))] as const);
}

/** Which character stands where. */
function codeAt(index: number): number {
  const plane0 = 0x10000 - skipped;
  return index < surrogates ? index : index < plane0 ? index + skipped : 0x10000 + (index - plane0) / 2;
}

/** All characters of Unicode, in order. */
function all(): string {
  const units = new Uint16Array(0x10000 - skipped + 2 * 0x100000);
  let at = 0;
  for (let code = 0; code < 0x10000; code++) if (code < surrogates || code >= surrogates + skipped) units[at++] = code;
  for (let code = 0; code < 0x100000; code++) {
    units[at++] = 0xd800 + (code >> 10);
    units[at++] = 0xdc00 + (code & 0x3ff);
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units);
}
