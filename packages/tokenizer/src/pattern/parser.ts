import { brackets, escape, literal } from './brackets.ts';
import { Cursor } from './cursor.ts';
import { choice, sequence, type Dialect, type Node } from './syntax.ts';

const maxRepeat = 1000;
/** What no linear matcher can do, or what isn't known here: back references, calls, `\K`, grapheme clusters, control characters by name. */
const unsupported = /^\\(?:(?![0-7]{3})[1-9]|[CGKMXYcgky])/;

/** What stands for a longer expression. */
const abbreviations: Record<Dialect | 'both', Record<string, string>> = {
  both: {
    '\\b': String.raw`(?<=\w)(?!\w)|(?<!\w)(?=\w)`,
    '\\B': String.raw`(?<=\w)(?=\w)|(?<!\w)(?!\w)`,
    '\\N': String.raw`[^\n]`,
    '\\O': String.raw`[\s\S]`,
    '\\R': String.raw`(?>\r\n|[\n-\r\x85\u2028\u2029])`,
    '\\Z': String.raw`(?=\n?\z)`,
  },
  oniguruma: {
    // Outside of brackets, \w has the digits of Latin-1 that are no decimal digits.
    '\\w': String.raw`[\w\xb2\xb3\xb9\xbc-\xbe]`,
    '\\W': String.raw`[^\w\xb2\xb3\xb9\xbc-\xbe]`,
    // No line starts at the end of the text.
    '^': String.raw`\A|(?<=\n)(?=\O)`,
    $: String.raw`(?=\n|\z)`,
  },
  rust: { '^': '\\A', $: '\\z' },
};
const lineEdges: Record<string, string> = { '^': String.raw`(?<=\n|\A)`, $: String.raw`(?=\n|\z)` };

/**
 * Reads a pattern.
 *
 * @throws TokenizerError `PATTERN_INVALID`
 * @throws TokenizerError `PATTERN_UNSUPPORTED`
 */
export function parse(source: string, dialect: Dialect): Node {
  const cursor = new Cursor(source);
  const dotAll = dialect === 'rust' ? 's' : 'm';
  let flags = '';

  const set = (members: string, ignoreCase = flags.includes('i')): Node => ({ type: 'set', set: { source: members, ignoreCase } });

  function alternatives(): Node {
    const before = flags;
    const items = [concatenation()];
    while (cursor.take('|')) items.push(concatenation());
    flags = before;
    return choice(items);
  }

  function concatenation(): Node {
    const items: Node[] = [];
    for (;;) {
      skip();
      if (cursor.done || /[|)]/.test(source[cursor.at]!)) return sequence(items);
      items.push(quantified(atom()));
    }
  }

  /** Takes what the flag x takes for a comment. */
  function skip(): void {
    if (flags.includes('x')) cursor.match(/(?:[\t-\r ]|#[^\n]*)*/y);
  }

  /** The node with all quantifiers that follow. */
  function quantified(node: Node): Node {
    const repeated = repeat(node);
    return repeated ? cursor.nested(() => quantified(repeated)) : node;
  }

  function repeat(node: Node): Node | undefined {
    skip();
    const { at } = cursor;
    const match = cursor.match(/([?*+])|\{(?=,?\d)(\d*)(,?)(\d*)\}/y);
    if (!match) return undefined;
    const [, sign, from, comma, to] = match;
    const counted = sign === undefined;
    let min = counted ? Number(from) : Number(sign === '+');
    let max = counted ? (to ? Number(to) : comma ? Infinity : min) : sign === '?' ? 1 : Infinity;
    let body = node;
    let lazy = cursor.take('?');
    let possessive = false;
    if (counted && dialect === 'oniguruma') {
      // There {n,m}+ repeats the repeat, {m,n} with m > n is possessive, and {n}? is an optional {n}.
      possessive = max < min;
      if (possessive) [min, max] = [max, min];
      if (lazy && !comma) {
        body = { type: 'repeat', body, min, max, lazy: false };
        lazy = false;
        min = 0;
        max = 1;
      }
    } else {
      possessive = !lazy && cursor.take('+');
    }
    if (max < min) cursor.invalid('repeats from more to less', at);
    if (min > maxRepeat || (max > maxRepeat && max < Infinity)) cursor.unsupported(`a repeat of more than ${maxRepeat}`, at);
    const repeated: Node = { type: 'repeat', body, min, max, lazy };
    return possessive ? { type: 'atomic', body: repeated } : repeated;
  }

  function atom(): Node {
    const { at } = cursor;
    const character = cursor.character();
    if (character === '(') return cursor.nested(() => group(at));
    if (character === '[') return set(brackets(cursor, dialect));
    if (character === '.') return set(flags.includes(dotAll) ? '[^]' : '[^\\n]', false);
    if (/[*+?]/.test(character) || (character === '{' && /^,?\d+,?\d*\}/.test(source.slice(cursor.at)))) cursor.invalid('repeats nothing', at);
    const name = character === '\\' ? character + (source[cursor.at] ?? cursor.invalid('ends in a \\', at)) : character;
    const long = (flags.includes('m') && dialect === 'rust' ? lineEdges[name] : undefined) ?? abbreviations[dialect][name] ?? abbreviations.both[name];
    if (long !== undefined) {
      cursor.at = at + name.length;
      return parse(long, dialect);
    }
    if (character !== '\\') return set(literal(character.codePointAt(0)!));
    if (cursor.take('A')) return { type: 'edge', ahead: false };
    if (cursor.take('z')) return { type: 'edge', ahead: true };
    if (unsupported.test(source.slice(at))) cursor.unsupported(name, at);
    const escaped = escape(cursor, dialect);
    // Oniguruma folds no case of a property that stands outside of brackets.
    return typeof escaped === 'string' ? set(escaped, dialect === 'rust' && flags.includes('i')) : set(literal(escaped));
  }

  function group(at: number): Node {
    const before = flags;
    let wrap = (body: Node): Node => body;
    if (cursor.take('?')) {
      if (cursor.match(/#[^)]*\)/y)) return sequence([]);
      const looks = cursor.match(/(<?)([=!])/y);
      if (looks) wrap = (body) => ({ type: 'look', ahead: !looks[1], negative: looks[2] === '!', body });
      else if (cursor.take('>')) wrap = (body) => ({ type: 'atomic', body });
      else if (!cursor.match(/P?<[^>)]+>|'[^')]+'/y)) {
        const [whole, on, off = '', end] = cursor.match(/([a-z]*)(?:-([a-z]+))?([:)])/iy) ?? [];
        const unknown = (dialect === 'rust' ? /[^imsxu]/ : /[^imx]/).exec(on! + off);
        if (whole === undefined || unknown) return cursor.unsupported(`the group ${source.slice(at, cursor.at + Number(!whole))}`, at);
        flags = (flags + on!).replace(/./g, (flag) => (off.includes(flag) ? '' : flag));
        // Flags alone hold for the rest of the group; Oniguruma takes that, with all its alternatives, as one group.
        if (end === ')') return dialect === 'rust' ? sequence([]) : alternatives();
      }
    }
    const body = alternatives();
    if (!cursor.take(')')) cursor.invalid('has a ( that nothing closes', at);
    flags = before;
    return wrap(body);
  }

  const node = alternatives();
  return cursor.done ? node : cursor.invalid('has a ) that closes nothing');
}
