import type { CharacterSet } from './syntax.ts';
import type { Exclusion } from './program.ts';

/** Not looked up yet. */
export const unknown = 0;
/** Beyond the first or the last character. */
export const outside = 1;
const replacement = 0xfffd;

/**
 * Which characters the sets of a program can't tell apart: each gets the number of its class when it first appears in a text, by asking
 * regular expressions of JavaScript about this single character. So no table of Unicode is carried or built.
 */
export class CharacterClasses {
  /** Class of a UTF-16 unit that is a character; `unknown` for surrogates. */
  readonly units = new Uint16Array(0x10000);
  /** By class, which sets have it. */
  readonly members: boolean[][] = [[], []];
  /** Whether a character turned up that an exclusion excludes. */
  overlaps = false;
  readonly #planes = new Map<number, Uint16Array>();
  readonly #byMembers = new Map<string, number>();
  readonly #tests: readonly RegExp[];
  readonly #exclusions: readonly Exclusion[];

  constructor(sets: readonly CharacterSet[], exclusions: readonly Exclusion[] = []) {
    this.#tests = sets.map(({ source, ignoreCase }) => expression(`${ignoreCase ? 'i' : ''}v`, source));
    this.#exclusions = exclusions;
  }

  /** The class of a code point. A lone surrogate is of the class of U+FFFD, which it is read as. */
  of(code: number): number {
    if (code > 0xffff) {
      const page = code >> 10;
      let plane = this.#planes.get(page);
      if (!plane) this.#planes.set(page, (plane = new Uint16Array(1024)));
      return (plane[code & 1023] ||= this.#classify(code));
    }
    if (code >= 0xd800 && code < 0xe000) return this.of(replacement);
    return (this.units[code] ||= this.#classify(code));
  }

  /** The class of the character before a position. */
  before(text: string, position: number): number {
    return position > 0 ? this.of(text.codePointAt(stepBack(text, position))!) : outside;
  }

  #classify(code: number): number {
    const character = String.fromCodePoint(code);
    const members = this.#tests.map((test) => test.test(character));
    this.overlaps ||= this.#exclusions.some(({ set, following }) => members[set]! && following.some((other) => members[other]!));
    const key = members.map(Number).join('');
    let index = this.#byMembers.get(key);
    if (index === undefined) this.#byMembers.set(key, (index = this.members.push(members) - 1));
    return index;
  }
}

/** Where the character before a position starts. */
export function stepBack(text: string, position: number): number {
  const pair = position > 1 && text.codePointAt(position - 2)! > 0xffff;
  return position - (pair ? 2 : 1);
}

const expressions = new Map<string, RegExp>();

/** One expression for all patterns that use a set, as what engines compile for a Unicode property is large. */
function expression(flags: string, source: string): RegExp {
  const key = flags + source;
  let found = expressions.get(key);
  if (!found) {
    if (expressions.size > 1000) expressions.clear();
    expressions.set(key, (found = new RegExp(`^${source}`, flags)));
  }
  return found;
}
