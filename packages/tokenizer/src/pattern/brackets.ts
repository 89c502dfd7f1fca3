import type { Cursor } from './cursor.ts';
import { posixClass, propertyClass, shorthands } from './properties.ts';
import type { Dialect } from './syntax.ts';

const controls: Record<string, number> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** A code point as source. */
export const literal = (code: number): string => `\\u{${code.toString(16)}}`;

const unless = (negative: boolean, source: string): string => (negative ? `[^${source}]` : source);

/** What stands after a \, in brackets or not: a class as source, or a code point. */
export function escape(cursor: Cursor, dialect: Dialect): string | number {
  const at = cursor.at - 1;
  const property = cursor.match(dialect === 'rust' ? /([pP])(?:\{(\^?)([^}]*)\}|([A-Z]))/y : /([pP])\{(\^?)([^}]*)\}/y);
  if (property) {
    const [whole, letter, caret, long, short] = property;
    const found = propertyClass(long ?? short!) ?? cursor.unsupported(`the unknown property \\${whole}`, at);
    return unless((letter === 'P') !== (caret === '^'), found);
  }
  const code = cursor.match(/x\{([0-9a-f]+)\}|x([0-9a-f]{2})|u\{([0-9a-f]+)\}|u([0-9a-f]{4})|U([0-9a-f]{8})/iy);
  if (code) {
    const value = parseInt(code.slice(1).join(''), 16);
    return value > 0x10ffff ? cursor.invalid('has a code point beyond 10FFFF', at) : value;
  }
  const octal = cursor.match(/[0-7]{1,3}/y);
  if (octal) return parseInt(octal[0], 8);
  const name = cursor.character();
  const lower = name.toLowerCase();
  if (Object.hasOwn(controls, name)) return controls[name]!;
  if (Object.hasOwn(shorthands, lower)) return unless(name !== lower, shorthands[lower]!);
  // In Oniguruma other letters stand for themselves.
  return dialect === 'rust' && /\w/.test(name) ? cursor.unsupported(`the unknown \\${name}`, at) : name.codePointAt(0)!;
}

/** A bracket expression whose [ is taken, as source. */
export function brackets(cursor: Cursor, dialect: Dialect): string {
  const at = cursor.at - 1;
  const negative = cursor.take('^');
  let left = '';
  let operator = '';
  let members = '';
  // A ] that comes first stands for itself if another one follows.
  if (cursor.take(']')) members = cursor.source.includes(']', cursor.at) ? '\\]' : cursor.invalid('has an empty []', at);
  while (!cursor.take(']')) {
    if (cursor.done) cursor.invalid('has a [ that nothing closes', at);
    const [next] = cursor.match(dialect === 'rust' ? /&&|--/y : /&&/y) ?? [];
    if (next) {
      left = `[${left}${operator}[${members}]]`;
      operator = next;
      members = '';
    } else {
      members += member(cursor, dialect);
    }
  }
  return `[${negative ? '^' : ''}${left}${operator}${operator ? `[${members}]` : members}]`;
}

function member(cursor: Cursor, dialect: Dialect): string {
  const { at } = cursor;
  const posix = cursor.match(/\[:(\^?)(\w+):\]/y);
  if (posix) return unless(posix[1] === '^', posixClass(posix[2]!, dialect) ?? cursor.invalid(`has an unknown ${posix[0]}`, at));
  if (cursor.take('[')) return cursor.nested(() => brackets(cursor, dialect));
  const low = single(cursor, dialect);
  if (typeof low === 'string') return low;
  if (!cursor.match(dialect === 'rust' ? /-(?![[\]-])/y : /-(?![[\]])/y)) return literal(low);
  const high = single(cursor, dialect);
  if (typeof high === 'string' || high < low) return cursor.invalid('has a range without order', at);
  return `${literal(low)}-${literal(high)}`;
}

function single(cursor: Cursor, dialect: Dialect): string | number {
  const character = cursor.character();
  if (character !== '\\') return character.codePointAt(0)!;
  return cursor.take('b') ? 8 : escape(cursor, dialect);
}
