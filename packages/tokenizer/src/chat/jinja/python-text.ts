import { failed } from './failed.ts';
import { ours, Text } from './text.ts';
import { Float, Tuple, typeName, Undefined, type Value } from './values.ts';

/** Python's `str()`: what `{{ value }}` writes. */
export function str(value: Value): Text {
  if (value instanceof Text) return value;
  return value instanceof Undefined ? ours('') : repr(value);
}

/** Python's `repr()`. */
function repr(value: Value): Text {
  if (value === null) return ours('None');
  if (typeof value === 'boolean') return ours(value ? 'True' : 'False');
  if (typeof value === 'number') return ours(integerText(value));
  if (value instanceof Float) return ours(floatText(value.value));
  if (value instanceof Text) return quoted(value);
  if (value instanceof Undefined) return ours('Undefined');
  if (value instanceof Map) return wrapped('{', Array.from(value, ([key, item]) => Text.join([quoted(Text.of(key, 'user')), ours(': '), repr(item)])), '}');
  if (value instanceof Tuple) return wrapped('(', value.map(repr), value.length === 1 ? ',)' : ')');
  if (Array.isArray(value)) return wrapped('[', (value as readonly Value[]).map(repr), ']');
  throw failed(`${typeName(value)} has no text.`);
}

function wrapped(open: string, items: readonly Text[], close: string): Text {
  return Text.join([ours(open), Text.join(items, ours(', ')), ours(close)]);
}

const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: Text): Text {
  const quote = text.value.includes("'") && !text.value.includes('"') ? '"' : "'";
  const inside = text.map((character) => {
    if (character === quote) return `\\${quote}`;
    const escape = named[character];
    if (escape !== undefined) return escape;
    if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return Text.join([ours(quote), inside, ours(quote)]);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function integerText(value: number): string {
  return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
}

/** The shortest digits that give the number back, as Python writes them: 1.0, 1e-05, 1e+16. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  if (Object.is(value, -0)) return '-0.0';
  const digits = Math.max(1, (mantissa.split('.')[1]?.length ?? 0) - exponent);
  return value.toFixed(digits);
}

/** How {@link json} writes. */
export interface JsonStyle {
  readonly ensureAscii: boolean;
  readonly indent: string | undefined;
  readonly separators: readonly [item: Text, key: Text];
  readonly sortKeys: boolean;
}

const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b' };

/** Python's `json.dumps()`. */
export function json(value: Value, style: JsonStyle, margin = '\n'): Text {
  const string = (text: Text): Text => Text.join([ours('"'), text.map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (short[character] !== undefined) return short[character];
    const escaped = code < 0x20 || (style.ensureAscii && code > 0x7e);
    return escaped ? Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i), 4)}`).join('') : character;
  }), ours('"')]);
  if (value === null) return ours('null');
  if (typeof value === 'boolean') return ours(String(value));
  if (typeof value === 'number') return ours(integerText(value));
  if (value instanceof Float) return ours(Number.isFinite(value.value) ? floatText(value.value) : String(value.value));
  if (value instanceof Text) return string(value);
  const inner = style.indent === undefined ? '' : margin + style.indent;
  const block = (open: string, items: readonly Text[], close: string): Text => {
    if (items.length === 0) return ours(open + close);
    const body = Text.join(items, Text.join([style.separators[0], ours(inner)]));
    return Text.join([ours(open + inner), body, ours((style.indent === undefined ? '' : margin) + close)]);
  };
  if (value instanceof Map) {
    const entries = style.sortKeys ? [...value].sort(([a], [b]) => (a < b ? -1 : 1)) : [...value];
    return block('{', entries.map(([key, item]) => Text.join([string(Text.of(key, 'user')), style.separators[1], json(item, style, inner)])), '}');
  }
  if (Array.isArray(value)) return block('[', (value as readonly Value[]).map((item) => json(item, style, inner)), ']');
  throw failed(`tojson: ${typeName(value)} can not be written as JSON.`);
}
