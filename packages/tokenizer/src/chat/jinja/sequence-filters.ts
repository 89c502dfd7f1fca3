import { type Arguments, entry } from './arguments.ts';
import { failed } from './failed.ts';
import type { Filter } from './filters.ts';
import { along, attribute } from './members.ts';
import { operate } from './operators.ts';
import { str } from './python-text.ts';
import { ours, Text } from './text.ts';
import { tests } from './tests.ts';
import { lower } from './text-methods.ts';
import { compare, type Dict, equal, iterate, truth, type Tuple, tuple, typeName, Undefined, type Value } from './values.ts';

/** By what items are compared: an attribute, or themselves; texts in lower case. */
function keyOf(call: Arguments, caseSensitive: boolean, place: number): (value: Value) => Value {
  const path = call.value(place, 'attribute') ?? null;
  return (value) => {
    const found = path === null ? value : along(value, path);
    return found instanceof Text && !caseSensitive ? lower(found) : found;
  };
}

function sorted(values: readonly Value[], key: (value: Value) => Value, reverse: boolean): Value[] {
  // Stable in both directions, as Python's.
  return values.map((value) => [value, key(value)] as const).sort(([, a], [, b]) => (reverse ? compare(b, a) : compare(a, b))).map(([value]) => value);
}

function extreme(sign: number): Filter {
  return (value, call) => {
    const items = iterate(value);
    const key = keyOf(call, call.boolean(0, 'case_sensitive', false), 1);
    return items.length === 0 ? new Undefined('an item of an empty list') : items.reduce((best, each) => (sign * compare(key(each), key(best)) > 0 ? each : best));
  };
}

/** select, reject (itself) and selectattr, rejectattr (by an attribute). */
function selecting(keep: boolean, byAttribute: boolean): Filter {
  return (value, _, args) => {
    const [path, rest] = byAttribute ? [args[0] ?? null, args.slice(1)] : [null, args];
    const test = rest.length === 0 ? truth : entry(tests, rest[0], 'test');
    return iterate(value).filter((item) => test(path === null ? item : along(item, path), rest.slice(1)) === keep);
  };
}

function grouped(value: Value, call: Arguments): Value {
  const path = call.value(0, 'attribute') ?? null;
  const key = keyOf(call, call.boolean(2, 'case_sensitive', false), 0);
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(iterate(value), key, false)) {
    const last = groups.at(-1);
    if (last !== undefined && equal(last.key, key(item))) last.items.push(item);
    else groups.push({ key: key(item), items: [item] });
  }
  return groups.map(({ items }) => tuple([along(items[0] ?? null, path), items]));
}

function chunks(value: Value, call: Arguments): Value {
  const [items, size, fill] = [iterate(value), call.integer(0, 'linecount', 1), call.value(1, 'fill_with')];
  if (size < 1) throw failed('batch takes a number from 1.');
  const found = Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  const missing = size - (found.at(-1)?.length ?? size);
  return fill === undefined ? found : found.map((chunk, i) => (i === found.length - 1 ? [...chunk, ...Array.from({ length: missing }, () => fill)] : chunk));
}

function dict(value: Value): Dict {
  if (value instanceof Map) return value;
  throw failed(`only a dictionary has items, got ${typeName(value)}.`);
}

const pairs = (value: Value): Tuple[] => Array.from(dict(value), ([key, item]) => tuple([Text.of(key, 'user'), item]));

/** The filters that take lists and dictionaries apart. */
export const sequenceFilters: Readonly<Record<string, Filter>> = {
  attr: (value, call) => attribute(value, call.text(0, 'name')),
  batch: chunks,
  dictsort(value, call) {
    const by = call.text(1, 'by', undefined)?.value === 'value' ? 1 : 0;
    const key = keyOf(call, call.boolean(0, 'case_sensitive', false), 9);
    return sorted(pairs(value), (pair) => key((pair as Tuple)[by] as Value), call.boolean(2, 'reverse', false));
  },
  first: (value) => iterate(value)[0] ?? new Undefined('the first item of an empty list'),
  last: (value) => iterate(value).at(-1) ?? new Undefined('the last item of an empty list'),
  groupby: grouped,
  items: (value) => (value instanceof Undefined ? [] : pairs(value)),
  join(value, call) {
    const path = call.value(1, 'attribute') ?? null;
    return Text.join(iterate(value).map((item) => str(path === null ? item : along(item, path))), str(call.value(0, 'd') ?? ours('')));
  },
  list: (value) => [...iterate(value)],
  max: extreme(1),
  min: extreme(-1),
  reject: selecting(false, false),
  rejectattr: selecting(false, true),
  reverse: (value) => (value instanceof Text ? Text.join(value.characters().reverse()) : [...iterate(value)].reverse()),
  select: selecting(true, false),
  selectattr: selecting(true, true),
  sort: (value, call) => sorted(iterate(value), keyOf(call, call.boolean(1, 'case_sensitive', false), 2), call.boolean(0, 'reverse', false)),
  sum(value, call) {
    const path = call.value(0, 'attribute') ?? null;
    return iterate(value).reduce((sum, item) => operate('+', sum, path === null ? item : along(item, path)), call.value(1, 'start') ?? 0);
  },
  unique(value, call) {
    const key = keyOf(call, call.boolean(0, 'case_sensitive', false), 1);
    const seen: Value[] = [];
    return iterate(value).filter((item) => !seen.some((other) => equal(other, key(item))) && seen.push(key(item)) > 0);
  },
};
