import type { Exclusion, Question } from './program.ts';
import type { CharacterSet } from './syntax.ts';

/** The class of what is beyond the first and the last character; 0 is that of characters not looked up yet. */
export const outside = 1;
const replacement = 0xfffd;

/**
 * Which characters the sets of a program can't tell apart: each gets the number of its class when it first appears in a text, by asking
 * regular expressions of JavaScript about it and its neighbours in Unicode. So no table of Unicode is carried, and none is built in advance.
 */
export class CharacterClasses {
  /** Class of a UTF-16 unit that is a character; 0 for surrogates. */
  readonly units = new Uint16Array(0x10000);
  /** By class, which sets have it. */
  readonly members: (boolean[] | undefined)[] = [undefined, undefined];
  /** Whether a character turned up that an exclusion excludes. */
  overlaps = false;
  readonly #planes = new Map<number, Uint16Array>();
  readonly #byMembers = new Map<string, number>();
  readonly #tests: readonly RegExp[];
  readonly #exclusions: readonly Exclusion[];

  constructor({ sets, exclusions }: { readonly sets: readonly CharacterSet[]; readonly exclusions: readonly Exclusion[] }) {
    this.#tests = sets.map(runs);
    this.#exclusions = exclusions;
  }

  /** The class of a code point. A lone surrogate is of the class of U+FFFD, which it is read as. */
  of(code: number): number {
    if (code >= 0xd800 && code < 0xe000) return this.of(replacement);
    const plane = code >> 16;
    let table = plane === 0 ? this.units : this.#planes.get(plane);
    if (!table) this.#planes.set(plane, (table = new Uint16Array(0x10000)));
    return table[code & 0xffff] || this.#classify(code, table);
  }

  /** The class of the character before a position. */
  before(text: string, position: number): number {
    return position > 0 ? this.of(text.codePointAt(stepBack(text, position))!) : outside;
  }

  /** Finds the class of a code point, and of those after it in its block of 256 up to the first that some set tells from it. */
  #classify(code: number, table: Uint16Array): number {
    let block = '';
    for (let next = code; next <= (code | 0xff); next++) block += String.fromCodePoint(next);
    let run = block.length;
    const members = this.#tests.map((test) => {
      test.lastIndex = 0;
      const match = test.exec(block);
      const has = match?.index === 0;
      run = Math.min(run, has ? match[0].length : match?.index ?? run);
      return has;
    });
    this.overlaps ||= this.#exclusions.some(({ set, following }) => members[set]! && following.some((question) => answer(question, members)));
    const key = members.map(Number).join('');
    let index = this.#byMembers.get(key);
    if (index === undefined) this.#byMembers.set(key, (index = this.members.push(members) - 1));
    const first = code & 0xffff;
    table.fill(index, first, first + (code > 0xffff ? run / 2 : run));
    return index;
  }
}

/** The answer to a question for a class that some sets have; undefined for what is beyond the text. */
export function answer({ sets, outside, negative }: Question, members: readonly boolean[] | undefined): boolean {
  return (members ? sets.some((set) => members[set]) : outside) !== negative;
}

/** Where the character before a position starts. */
export function stepBack(text: string, position: number): number {
  const pair = position > 1 && text.codePointAt(position - 2)! > 0xffff;
  return position - (pair ? 2 : 1);
}

const known = new Map<string, RegExp>();

/** Finds runs of characters of a set. One expression for all patterns, as what engines compile for a Unicode property is large. */
function runs({ source, ignoreCase }: CharacterSet): RegExp {
  const flags = ignoreCase ? 'giv' : 'gv';
  const key = flags + source;
  let expression = known.get(key);
  if (!expression) {
    if (known.size > 1000) known.clear();
    known.set(key, (expression = new RegExp(`${source}+`, flags)));
  }
  return expression;
}
