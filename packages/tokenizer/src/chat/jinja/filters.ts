import { Arguments, entry } from './arguments.ts';
import { failed } from './failed.ts';
import { along } from './members.ts';
import { sequenceFilters } from './sequence-filters.ts';
import { json, str } from './python-text.ts';
import { ours, Text } from './text.ts';
import { capitalized, lower, replaced, textMethods, upper } from './text-methods.ts';
import { Float, iterate, lengthOf, type Named, numeric, truth, Undefined, type Value } from './values.ts';
import { lines, strip, whiteSpace } from './white-space.ts';

/** What stands behind `|`. */
export type Filter = (value: Value, call: Arguments, args: readonly Value[], named: Named) => Value;

function indented(text: Text, call: Arguments): Text {
  const width = call.value(0, 'width') ?? 4;
  const indent = width instanceof Text ? width : ours(' ').repeat(call.integer(0, 'width', 4));
  const [first, blank] = [call.boolean(1, 'first', false), call.boolean(2, 'blank', false)];
  const found = lines(Text.join([text, ours('\n')])).map((line, i) => ((i === 0 ? first : blank || line.value !== '') ? Text.join([indent, line]) : line));
  return Text.join(found, ours('\n'));
}

/** Jinja's own `title`: words begin after blanks, hyphens and brackets. */
function titled(text: Text): Text {
  const parts = text.value.split(new RegExp(`((?:[-({[<]|${whiteSpace})+)`, 'u'));
  let at = 0;
  return Text.join(parts.map((part) => capitalized(text.slice(at, at += part.length))));
}

/** A number as Python's `float()` reads it, without names such as `inf`. */
function numberIn(text: Text): number | undefined {
  const { value } = strip(text, 'both');
  return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value.replaceAll('_', '')) : undefined;
}

function toInteger(value: Value, call: Arguments): Value {
  const read = value instanceof Text ? numberIn(value) : numeric(value);
  return read === undefined || !Number.isFinite(read) ? call.value(0, 'default') ?? 0 : Math.trunc(read);
}

function toFloat(value: Value, call: Arguments): Value {
  const read = value instanceof Text ? numberIn(value) : numeric(value);
  return read === undefined ? call.value(0, 'default') ?? new Float(0) : new Float(read);
}

/** To `precision` digits; halves go to the even neighbour, as Python has it. */
function rounded(value: Value, call: Arguments): Value {
  const x = numeric(value);
  if (x === undefined) throw failed('round takes a number.');
  const scale = 10 ** call.integer(0, 'precision', 0);
  const method = call.text(1, 'method', undefined)?.value ?? 'common';
  if (method === 'common' && !(value instanceof Float)) return x;
  const scaled = x * scale;
  const nearest = Math.round(scaled);
  const even = Math.abs(scaled % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
  return new Float((method === 'ceil' ? Math.ceil(scaled) : method === 'floor' ? Math.floor(scaled) : even) / scale);
}

function toJson(value: Value, call: Arguments): Text {
  const indent = call.value(1, 'indent') ?? null;
  const separators = call.value(2, 'separators') ?? null;
  const [item, key] = separators === null ? [] : iterate(separators);
  return json(value, {
    ensureAscii: call.boolean(0, 'ensure_ascii', false),
    indent: indent === null ? undefined : indent instanceof Text ? indent.value : ' '.repeat(Math.max(0, call.integer(1, 'indent', 0))),
    separators: [item instanceof Text ? item : ours(indent === null ? ', ' : ','), key instanceof Text ? key : ours(': ')],
    sortKeys: call.boolean(3, 'sort_keys', false),
  });
}

function truncated(text: Text, call: Arguments): Text {
  const [length, end] = [call.integer(0, 'length', 255), call.text(2, 'end', ours('...'))];
  const characters = text.characters();
  if (characters.length <= length + call.integer(3, 'leeway', 5)) return text;
  const kept = Text.join(characters.slice(0, length - end.characters().length));
  const cut = call.boolean(1, 'killwords', false) ? -1 : kept.value.lastIndexOf(' ');
  return Text.join([cut < 0 ? kept : kept.slice(0, cut), end]);
}

function otherwise(value: Value, call: Arguments): Value {
  const missing = value instanceof Undefined || (call.boolean(1, 'boolean', false) && !truth(value));
  return missing ? call.value(0, 'default_value') ?? ours('') : value;
}

function mapped(value: Value, call: Arguments, args: readonly Value[], named: Named): Value {
  const path = named.get('attribute');
  if (path === undefined) {
    const filter = entry(filters, args[0], 'filter');
    const rest = args.slice(1);
    return iterate(value).map((item) => filter(item, new Arguments('map', rest, named), rest, named));
  }
  const otherwise = named.get('default');
  return iterate(value).map((item): Value => {
    const found = along(item, path);
    return otherwise !== undefined && found instanceof Undefined ? otherwise : found;
  });
}

/** Jinja's filters by name. */
export const filters: Readonly<Record<string, Filter>> = {
  ...sequenceFilters,
  abs(value) {
    const x = numeric(value);
    if (x === undefined) throw failed('abs takes a number.');
    return value instanceof Float ? new Float(Math.abs(x)) : Math.abs(x);
  },
  capitalize: (value) => capitalized(str(value)),
  center: (value, call) => textMethods['center']?.(str(value), [call.integer(0, 'width', 80)], new Map()) ?? null,
  count: lengthOf,
  d: otherwise,
  default: otherwise,
  float: toFloat,
  indent: (value, call) => indented(str(value), call),
  int: toInteger,
  length: lengthOf,
  lower: (value) => lower(str(value)),
  map: mapped,
  replace: (value, call) => replaced(str(value), str(call.value(0, 'old') ?? null), str(call.value(1, 'new') ?? null), call.integer(2, 'count', -1)),
  round: rounded,
  safe: str,
  string: str,
  title: (value) => titled(str(value)),
  tojson: toJson,
  trim: (value, call) => strip(str(value), 'both', call.text(0, 'chars', undefined)?.value),
  truncate: (value, call) => truncated(str(value), call),
  upper: (value) => upper(str(value)),
  wordcount: (value) => Array.from(str(value).value.matchAll(/[\p{L}\p{N}_]+/gu)).length,
};
