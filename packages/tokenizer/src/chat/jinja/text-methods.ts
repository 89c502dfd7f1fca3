import { Arguments } from './arguments.ts';
import { failed } from './failed.ts';
import { str } from './python-text.ts';
import { ours, Text } from './text.ts';
import { iterate, type Named, type Tuple, tuple, type Value } from './values.ts';
import { lines, strip, whiteSpace, words } from './white-space.ts';

/** Of upper or lower case, character by character, so that each keeps its writer; what only whole words show (final sigma) is left to them. */
function recased(text: Text, change: (value: string) => string): Text {
  const whole = change(text.value);
  const each = text.map(change);
  return each.value === whole ? each : text.become(whole);
}

export const upper = (text: Text): Text => recased(text, (value) => value.toUpperCase());
export const lower = (text: Text): Text => recased(text, (value) => value.toLowerCase());
/** The first character in upper case, the others in lower case. */
export function capitalized(text: Text): Text {
  const first = text.characters()[0];
  if (first === undefined) return text;
  // Where upper case takes more than one letter, only the first of them: ß becomes Ss.
  const [head, ...tail] = upper(first).characters();
  return Text.join([head ?? first, lower(Text.join(tail)), lower(text.slice(first.value.length))]);
}

/** Parts and what stands between them, by turns. */
function around(text: Text, pattern: RegExp): Text[] {
  const parts: Text[] = [];
  let start = 0;
  for (const { 0: found, index } of text.value.matchAll(pattern)) {
    parts.push(text.slice(start, index), text.slice(index, index + found.length));
    start = index + found.length;
  }
  return [...parts, text.slice(start)];
}

/** Python's `title()`: each run of letters. */
function titled(text: Text): Text {
  return Text.join(around(text, /\p{L}+/gu).map((part, i) => (i % 2 === 1 ? capitalized(part) : part)));
}

export function replaced(text: Text, old: Text, by: Text, most: number): Text {
  const limit = most < 0 ? Infinity : most;
  if (old.value !== '') return Text.join(text.split(old.value, limit), by);
  const between = text.characters().flatMap((character, i) => (i < limit ? [by, character] : [character]));
  return Text.join(between.length / 2 < limit && text.characters().length < limit ? [...between, by] : between);
}

type Method = (text: Text, call: Arguments, args: readonly Value[]) => Value;

const parts = (a: Text, b: Text, c: Text): Tuple => tuple([a, b, c]);
const empty = ours('');

function affix(text: Text, args: readonly Value[], fits: (affix: string) => boolean): boolean {
  const affixes = Array.isArray(args[0]) ? args[0] as readonly Value[] : [args[0] ?? null];
  return affixes.some((each) => {
    if (!(each instanceof Text)) throw failed('startswith and endswith take a text.');
    return fits(each.value);
  });
}

function every(text: Text, pattern: RegExp): boolean {
  return text.value !== '' && Array.from(text.value).every((character) => pattern.test(character));
}

/** Places count code points. */
function place(text: Text, unit: number): number {
  return unit < 0 ? -1 : Array.from(text.value.slice(0, unit)).length;
}

function padded(text: Text, width: number, side: 'left' | 'right' | 'both', fill = ours(' ')): Text {
  const missing = Math.max(0, width - text.characters().length);
  const left = side === 'left' ? missing : side === 'right' ? 0 : Math.floor(missing / 2) + (missing & width & 1);
  return Text.join([fill.repeat(left), text, fill.repeat(missing - left)]);
}

function parted(text: Text, separator: Text, last: boolean): Tuple {
  if (separator.value === '') throw failed('an empty separator.');
  const at = last ? text.value.lastIndexOf(separator.value) : text.value.indexOf(separator.value);
  if (at < 0) return last ? parts(empty, empty, text) : parts(text, empty, empty);
  const end = at + separator.value.length;
  return parts(text.slice(0, at), text.slice(at, end), text.slice(end));
}

function splitText(text: Text, call: Arguments): Text[] {
  const separator = call.text(0, 'sep', undefined);
  const most = call.integer(1, 'maxsplit', -1);
  if (separator?.value === '') throw failed('an empty separator.');
  return separator === undefined ? words(text, most < 0 ? undefined : most) : text.split(separator.value, most < 0 ? undefined : most);
}

function splitFromRight(text: Text, call: Arguments): Text[] {
  const most = call.integer(1, 'maxsplit', -1);
  const separator = call.text(0, 'sep', undefined);
  if (most < 0) return splitText(text, call);
  if (separator === undefined) throw failed('rsplit of white space with a number is not supported.');
  const all = text.split(separator.value);
  const kept = Math.max(1, all.length - most);
  return [Text.join(all.slice(0, kept), separator), ...all.slice(kept)];
}

/** `'{} {0} {name}'.format(…)`; with attributes or formats it is refused. */
function formatted(text: Text, args: readonly Value[], named: Named): Text {
  let next = 0;
  return Text.join(around(text, /\{\{|\}\}|\{[^{}]*\}/g).map((part, i) => {
    if (i % 2 === 0) return part;
    if (part.value === '{{' || part.value === '}}') return part.slice(1);
    const name = part.value.slice(1, -1);
    if (!/^\w*$/.test(name)) throw failed(`format does not support ${part.value}.`);
    const value = name === '' ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    if (value === undefined) throw failed(`format has no value for ${part.value}.`);
    return str(value);
  }));
}

/** Python's methods of `str`. */
export const textMethods: Readonly<Record<string, (text: Text, args: readonly Value[], named: Named) => Value>> = (() => {
  const methods: Record<string, Method> = {
    upper,
    lower,
    casefold: lower,
    capitalize: capitalized,
    title: titled,
    swapcase: (text) => text.map((character) => (character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase())),
    strip: (text, call) => strip(text, 'both', call.text(0, 'chars', undefined)?.value),
    lstrip: (text, call) => strip(text, 'left', call.text(0, 'chars', undefined)?.value),
    rstrip: (text, call) => strip(text, 'right', call.text(0, 'chars', undefined)?.value),
    removeprefix: (text, call) => (text.value.startsWith(call.text(0, 'prefix').value) ? text.slice(call.text(0, 'prefix').value.length) : text),
    removesuffix: (text, call) => (text.value.endsWith(call.text(0, 'suffix').value) ? text.slice(0, text.value.length - call.text(0, 'suffix').value.length) : text),
    startswith: (text, _, args) => affix(text, args, (prefix) => text.value.startsWith(prefix)),
    endswith: (text, _, args) => affix(text, args, (suffix) => text.value.endsWith(suffix)),
    find: (text, call) => place(text, text.value.indexOf(call.text(0, 'sub').value)),
    rfind: (text, call) => place(text, text.value.lastIndexOf(call.text(0, 'sub').value)),
    index(text, call) {
      const at = place(text, text.value.indexOf(call.text(0, 'sub').value));
      if (at < 0) throw failed('index: the text is not in it.');
      return at;
    },
    count: (text, call) => (call.text(0, 'sub').value === '' ? text.characters().length + 1 : text.split(call.text(0, 'sub').value).length - 1),
    replace: (text, call) => replaced(text, call.text(0, 'old'), call.text(1, 'new'), call.integer(2, 'count', -1)),
    split: splitText,
    rsplit: splitFromRight,
    splitlines: lines,
    partition: (text, call) => parted(text, call.text(0, 'sep'), false),
    rpartition: (text, call) => parted(text, call.text(0, 'sep'), true),
    join: (text, call) => Text.join(iterate(call.value(0, 'iterable') ?? null).map((item) => {
      if (!(item instanceof Text)) throw failed('join: every item must be a text.');
      return item;
    }), text),
    center: (text, call) => padded(text, call.integer(0, 'width', 0), 'both', call.text(1, 'fillchar', undefined)),
    ljust: (text, call) => padded(text, call.integer(0, 'width', 0), 'right', call.text(1, 'fillchar', undefined)),
    rjust: (text, call) => padded(text, call.integer(0, 'width', 0), 'left', call.text(1, 'fillchar', undefined)),
    zfill(text, call) {
      const sign = /^[+-]/.exec(text.value)?.[0].length ?? 0;
      return Text.join([text.slice(0, sign), padded(text.slice(sign), call.integer(0, 'width', 0) - sign, 'left', ours('0'))]);
    },
    isalpha: (text) => every(text, /\p{L}/u),
    isalnum: (text) => every(text, /[\p{L}\p{N}]/u),
    isdigit: (text) => every(text, /[\p{Nd}²³¹⁰⁴-⁹₀-₉]/u),
    isdecimal: (text) => every(text, /\p{Nd}/u),
    isnumeric: (text) => every(text, /\p{N}/u),
    isspace: (text) => every(text, new RegExp(whiteSpace, 'u')),
    isupper: (text) => text.value !== text.value.toLowerCase() && text.value === text.value.toUpperCase(),
    islower: (text) => text.value !== text.value.toUpperCase() && text.value === text.value.toLowerCase(),
  };
  const called = Object.entries(methods).map(([name, method]) => [name, (text: Text, args: readonly Value[], named: Named) => method(text, new Arguments(`${name}()`, args, named), args)] as const);
  return { ...Object.fromEntries(called), format: formatted };
})();
