/** Kinds of characters, as people tell scripts apart; `letters` are those of all other scripts. */
export const scripts = ['hangul', 'latin', 'han', 'kana', 'letters', 'digits', 'punctuation', 'space', 'emoji', 'other'] as const;
/** One of {@link scripts}. */
export type Script = (typeof scripts)[number];

/** How much of a text is of a script. */
export interface ScriptCount {
  readonly script: Script;
  /** Code points. */
  readonly characters: number;
  /** Tokens whose first character that is no space is of this script. */
  readonly tokens: number;
}

const letterTests: readonly (readonly [Script, RegExp])[] = [
  ['space', /\p{White_Space}/u],
  // ©, ® and ™ may be drawn as pictures, too, but are read as signs.
  ['emoji', /[\p{Emoji_Presentation}\p{Emoji_Modifier}\p{Regional_Indicator}\u200D\uFE0F\u20E3\u{E0020}-\u{E007F}]|(?![©®™‼⁉])\p{Extended_Pictographic}/u],
  ['hangul', /\p{scx=Hangul}(?<=\p{L})/u],
  ['latin', /\p{sc=Latin}/u],
  ['han', /\p{sc=Han}(?<=[\p{L}\p{N}])/u],
  ['kana', /[\p{sc=Hiragana}\p{sc=Katakana}ー]/u],
  ['digits', /\p{N}/u],
  ['letters', /\p{L}/u],
  ['punctuation', /[\p{P}\p{S}]/u],
];
/** Marks belong to what they are written on. */
const mark = /\p{M}/u;
const unknown = 255;
const inherited = 254;
const other = scripts.indexOf('other');

const known = new Uint8Array(0x110000).fill(unknown);

function classOf(code: number): number {
  const seen = known[code]!;
  if (seen !== unknown) return seen;
  const character = String.fromCodePoint(code);
  const found = letterTests.find(([, test]) => test.test(character))?.[0];
  return known[code] = found !== undefined ? scripts.indexOf(found) : mark.test(character) ? inherited : other;
}

/** The script of the character at `at`. */
export function scriptAt(text: string, at: number): Script {
  let place = at;
  let number = classOf(text.codePointAt(place) ?? 0);
  while (number === inherited && place > 0) {
    place = before(text, place);
    number = classOf(text.codePointAt(place)!);
  }
  return scripts[number === inherited ? other : number]!;
}

function before(text: string, at: number): number {
  return at >= 2 && text.codePointAt(at - 2)! > 0xFFFF ? at - 2 : at - 1;
}

/**
 * How many characters of each script a text has and how many tokens each costs. A token counts for the first of its characters that is no
 * space: most spaces ride along with the word after them.
 *
 * @param offsets of the tokens, UTF-16; a token that stands in no text (start = end) counts for no script
 */
export function countScripts(text: string, offsets: readonly (readonly [start: number, end: number])[]): readonly ScriptCount[] {
  const characters = new Float64Array(scripts.length);
  const tokens = new Float64Array(scripts.length);
  let last = other;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    const number = classOf(code);
    if (number !== inherited) last = number;
    characters[last]!++;
    if (code > 0xFFFF) i++;
  }
  const space = scripts.indexOf('space');
  for (const [start, end] of offsets) {
    if (start >= end) continue;
    let at = start;
    while (at < end && classOf(text.codePointAt(at)!) === space) at++;
    tokens[at >= end ? space : scripts.indexOf(scriptAt(text, at))]!++;
  }
  return scripts.map((script, i) => ({ script, characters: characters[i]!, tokens: tokens[i]! })).filter((count) => count.characters > 0);
}
