import { shown, TokenizerError } from '../errors.ts';
import { posixClass, propertyClass, shorthands } from './properties.ts';
import { look } from './lookaround.ts';
import { choice, complement, nothing, sequence, type CharacterSet, type Dialect, type Node } from './syntax.ts';

const controls: Record<string, number> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 };
const anything: CharacterSet = { source: '[^]', ignoreCase: false };
const newline: CharacterSet = { source: '\\n', ignoreCase: false };
const afterNewline: Node = { type: 'neighbour', ahead: false, set: newline, atEdge: false };
const notAtEnd: Node = { type: 'neighbour', ahead: true, set: anything, atEdge: false };
/** Outside of brackets Oniguruma's `\w` has the digits of Latin-1 that are no decimal digits. */
const wordOutside = { oniguruma: `[${shorthands.w!}\\xb2\\xb3\\xb9\\xbc-\\xbe]`, rust: shorthands.w! };

/** Reads a pattern. Positions in errors are UTF-16 indices into it. */
export class Parser {
  readonly #source: string;
  readonly #dialect: Dialect;
  #at = 0;
  #flags = '';

  constructor(source: string, dialect: Dialect) {
    this.#source = source;
    this.#dialect = dialect;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#at < this.#source.length) this.#invalid('has a ) that closes nothing');
    return node;
  }

  #invalid(what: string, at = this.#at): never {
    throw new TokenizerError('PATTERN_INVALID', `the pattern ${shown(this.#source)} ${what} at ${at}.`);
  }

  #unsupported(what: string, at: number): never {
    throw new TokenizerError(
      'PATTERN_UNSUPPORTED',
      `the pattern ${shown(this.#source)} has ${what} at ${at}, which can't run in linear time or isn't known here; write it without.`,
    );
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** The match of a sticky expression here, taken. */
  #takeMatch(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    if (match) this.#at = expression.lastIndex;
    return match;
  }

  #character(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? this.#invalid('ends too early'));
    this.#at += character.length;
    return character;
  }

  #flag(name: string): boolean {
    return this.#flags.includes(name);
  }

  #set(source: string, ignoreCase = this.#flag('i')): Node {
    return { type: 'set', set: { source, ignoreCase } };
  }

  #choice(): Node {
    const flags = this.#flags;
    const items = [this.#sequence()];
    while (this.#take('|')) items.push(this.#sequence());
    this.#flags = flags;
    return choice(items);
  }

  #sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      if (this.#flag('x')) this.#takeMatch(/(?:[\t-\r ]|#[^\n]*)*/y);
      if (this.#at >= this.#source.length || '|)'.includes(this.#source[this.#at]!)) return sequence(items);
      items.push(this.#quantified(this.#atom()));
    }
  }

  #quantified(body: Node): Node {
    let node = body;
    for (;;) {
      if (this.#flag('x')) this.#takeMatch(/(?:[\t-\r ]|#[^\n]*)*/y);
      const at = this.#at;
      const match = this.#takeMatch(/([?*+])([?+]?)|\{(\d*)(,?)(\d*)\}(\??)(\+?)/y);
      if (!match || (match[1] === undefined && !match[3] && !match[5])) {
        this.#at = at;
        return node;
      }
      const [, sign, mode, from, comma, to] = match;
      let min = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
      let max = sign === undefined ? (to ? Number(to) : comma ? Infinity : min) : sign === '?' ? 1 : Infinity;
      let lazy = mode === '?' || match[6] === '?';
      let possessive = mode === '+' || match[7] === '+';
      if (sign === undefined && this.#dialect === 'oniguruma') {
        // There {n,m}+ repeats the repeat, {m,n} with m > n is possessive, and {n}? is an optional {n}.
        if (possessive) this.#at--;
        possessive = max < min;
        if (possessive) [min, max] = [max, min];
        if (lazy && !comma) {
          lazy = false;
          node = { type: 'repeat', body: node, min, max, lazy };
          [min, max] = [0, 1];
        }
      }
      if (max < min) this.#invalid(`repeats from ${min} to ${max}`, at);
      if (min > 1000 || (max > 1000 && max < Infinity)) this.#unsupported('a repeat of more than 1000', at);
      node = { type: 'repeat', body: node, min, max, lazy };
      if (possessive) node = { type: 'atomic', body: node };
    }
  }

  #atom(): Node {
    const at = this.#at;
    const character = this.#character();
    switch (character) {
      case '(':
        return this.#group(at);
      case '[':
        return this.#set(this.#class(at));
      case '.':
        return this.#set(this.#flag(this.#dialect === 'rust' ? 's' : 'm') ? '[^]' : '[^\\n]', false);
      case '^':
        return this.#edge(false, this.#dialect === 'oniguruma' || this.#flag('m'));
      case '$':
        return this.#edge(true, this.#dialect === 'oniguruma' || this.#flag('m'));
      case '{':
        return /^\{(\d+,?\d*|,\d+)\}/.test(this.#source.slice(at)) ? this.#invalid('repeats nothing', at) : this.#literal(0x7b);
      case '*':
      case '+':
      case '?':
        return this.#invalid('repeats nothing', at);
      case '\\':
        return this.#escape(at);
      default:
        return this.#literal(character.codePointAt(0)!);
    }
  }

  #literal(code: number): Node {
    return this.#set(literal(code));
  }

  /** The start or end of the text, or of a line. */
  #edge(ahead: boolean, lines: boolean): Node {
    // In Oniguruma no line starts at the end of the text.
    if (lines && !ahead && this.#dialect === 'oniguruma') return choice([this.#edge(false, false), sequence([afterNewline, notAtEnd])]);
    return { type: 'neighbour', ahead, set: lines ? newline : nothing, atEdge: true };
  }

  #group(at: number): Node {
    const flags = this.#flags;
    let wrap = (body: Node): Node => body;
    if (this.#take('?')) {
      if (this.#takeMatch(/#[^)]*\)/y)) return sequence([]);
      const looks = this.#takeMatch(/<?[=!]/y)?.[0];
      if (looks) wrap = (body) => look(body, !looks.startsWith('<'), looks.endsWith('!'));
      else if (this.#take('>')) wrap = (body) => ({ type: 'atomic', body });
      else if (!this.#takeMatch(/P?<[^>)]+>|'[^')]+'/y)) {
        const change = this.#takeMatch(/([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y);
        if (!change) return this.#unsupported(`the group ${this.#source.slice(at, this.#at + 1)}`, at);
        const [, on, off = '', close] = change;
        const supported = this.#dialect === 'rust' ? /[^imsxu]/ : /[^imx]/;
        const unknown = supported.exec(on! + off)?.[0];
        if (unknown) return this.#unsupported(`the flag ${unknown}`, at);
        this.#flags = (this.#flags + on!).replace(/./g, (flag) => (off.includes(flag) ? '' : flag));
        if (close === ')') {
          // Oniguruma takes the rest of the group, all its alternatives, as one group of its own.
          return this.#dialect === 'oniguruma' ? this.#choice() : sequence([]);
        }
      }
    }
    const body = this.#choice();
    if (!this.#take(')')) this.#invalid('has a ( that nothing closes', at);
    this.#flags = flags;
    return wrap(body);
  }

  #escape(at: number): Node {
    const word = { source: wordOutside[this.#dialect], ignoreCase: false };
    const boundary = (negative: boolean): Node => {
      const isWord = (ahead: boolean, inside: boolean): Node => ({
        type: 'neighbour',
        ahead,
        set: inside ? word : complement(word),
        atEdge: !inside,
      });
      return choice([true, false].map((inside) => sequence([isWord(false, inside), isWord(true, inside === negative)])));
    };
    const name = this.#source[this.#at] ?? this.#invalid('ends in a \\', at);
    const simple: Record<string, () => Node> = {
      A: () => this.#edge(false, false),
      z: () => this.#edge(true, false),
      Z: () => look(sequence([{ type: 'repeat', body: { type: 'set', set: newline }, min: 0, max: 1, lazy: false }, this.#edge(true, false)]), true, false),
      b: () => boundary(false),
      B: () => boundary(true),
      w: () => this.#set(word.source, false),
      W: () => this.#set(complement(word).source, false),
      N: () => this.#set('[^\\n]', false),
      O: () => this.#set('[^]', false),
      R: () => ({ type: 'atomic', body: choice([sequence([this.#set('\\r'), this.#set('\\n')]), this.#set('[\\n-\\r\\x85\\u2028\\u2029]')]) }),
    };
    if (Object.hasOwn(simple, name)) {
      this.#at++;
      return simple[name]!();
    }
    if (/[1-9]/.test(name)) return this.#unsupported('a back reference', at);
    if (/[GKXgkyY]/.test(name)) return this.#unsupported(`\\${name}`, at);
    const escape = this.#classEscape(at);
    // Oniguruma folds no case of a property that stands outside of brackets.
    if (typeof escape === 'string') return this.#set(escape, this.#dialect === 'rust' && this.#flag('i'));
    return this.#literal(escape);
  }

  /** What stands after a \, in brackets or not: a class as source, or a code point. */
  #classEscape(at: number): string | number {
    const property = this.#takeMatch(/([pP])(?:\{(\^?)([^}]*)\}|([A-Za-z]))/y);
    if (property) {
      const [, letter, caret, long, short] = property;
      const found = propertyClass(long ?? short!) ?? this.#unsupported(`the property ${property[0]}`, at);
      return (letter === 'P') !== (caret === '^') ? `[^${found}]` : found;
    }
    const digits = this.#takeMatch(/x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})/y);
    if (digits) {
      const code = parseInt(digits.slice(1).join(''), 16);
      if (code > 0x10ffff) this.#invalid(`has a code point beyond 10FFFF`, at);
      return code;
    }
    const octal = this.#takeMatch(/[0-7]{1,3}/y);
    if (octal) return parseInt(octal[0], 8);
    const name = this.#character();
    if (Object.hasOwn(controls, name)) return controls[name]!;
    const lower = name.toLowerCase();
    if (Object.hasOwn(shorthands, lower)) return name === lower ? shorthands[lower]! : `[^${shorthands[lower]!}]`;
    if (/[a-zA-Z0-9]/.test(name)) return this.#unsupported(`\\${name}`, at);
    return name.codePointAt(0)!;
  }

  /** A bracket expression whose [ is taken, as source. */
  #class(at: number): string {
    const negative = this.#take('^');
    const operands: string[] = [];
    let members = '';
    for (let first = true; ; first = false) {
      if (this.#at >= this.#source.length) this.#invalid('has a [ that nothing closes', at);
      if (this.#take('&&')) {
        operands.push(`[${members}]`);
        members = '';
        continue;
      }
      // A ] that comes first stands for itself if another one follows.
      if (this.#source[this.#at] === ']' && !(first && this.#source.includes(']', this.#at + 1))) {
        this.#at++;
        if (first) this.#invalid('has an empty []', at);
        break;
      }
      members += this.#member();
    }
    return `[${negative ? '^' : ''}${operands.length > 0 ? [...operands, `[${members}]`].join('&&') : members}]`;
  }

  #member(): string {
    const at = this.#at;
    const bracket = this.#takeMatch(/\[:(\^?)(\w+):\]/y);
    if (bracket) {
      const found = posixClass(bracket[2]!, this.#dialect) ?? this.#invalid(`has an unknown ${bracket[0]}`, at);
      return bracket[1] ? `[^${found}]` : found;
    }
    if (this.#take('[')) return this.#class(at);
    const low = this.#classCharacter();
    if (typeof low === 'string') return low;
    if (!/-[^\]]/y.test(this.#source.slice(this.#at, this.#at + 2)) || this.#source.startsWith('-[', this.#at)) return literal(low);
    const dash = this.#at++;
    const high = this.#classCharacter();
    if (typeof high === 'string') {
      this.#invalid('has a class at the end of a range', dash);
    }
    if (high < low) this.#invalid('has an empty range', at);
    return `${literal(low)}-${literal(high)}`;
  }

  #classCharacter(): string | number {
    const at = this.#at;
    const character = this.#character();
    if (character !== '\\') return character.codePointAt(0)!;
    return this.#take('b') ? 8 : this.#classEscape(at);
  }
}

const literal = (code: number): string => `\\u{${code.toString(16)}}`;
