import { failed } from './failed.ts';
import { Text } from './text.ts';

/** A floating-point number: in Python 1.0 is not written like 1. Whole numbers are JavaScript's. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What a name, a key or an attribute stands for that is not there. */
export class Undefined {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A list that can't change; written in round brackets. */
export class Tuple extends Array<Value> {}

/** A tuple of these. */
export function tuple(items: readonly Value[]): Tuple {
  const made = new Tuple();
  for (const item of items) made.push(item);
  return made;
}

/** `namespace(a=1)`: what a template may change from within a loop. */
export class Namespace {
  readonly fields: Map<string, Value>;

  constructor(fields: Map<string, Value>) {
    this.fields = fields;
  }
}

/** Arguments by name. */
export type Named = ReadonlyMap<string, Value>;
/** A function that a template can call. */
export type Callable = (args: readonly Value[], named: Named) => Value;
/** A dictionary. Whoever wrote a key, it counts as the user's. */
export type Dict = Map<string, Value>;
/** Python's values as a template sees them. */
export type Value = null | boolean | number | Float | Text | Undefined | Namespace | Callable | Dict | readonly Value[];

/** Plain data as a template sees it: what JSON can hold, written by the user. */
export function fromPlain(plain: unknown, name: string, within: readonly object[] = []): Value {
  if (plain === null || plain === undefined) return null;
  if (typeof plain === 'boolean') return plain;
  if (typeof plain === 'number') return Number.isInteger(plain) ? plain : new Float(plain);
  if (typeof plain === 'string') return Text.of(plain, 'user');
  if (typeof plain === 'object' && !within.includes(plain)) {
    const inside = [...within, plain];
    if (Array.isArray(plain)) return plain.map((item, i) => fromPlain(item, `${name}[${i}]`, inside));
    if ([Object.prototype, null].includes(Object.getPrototypeOf(plain) as null)) {
      return new Map(Object.entries(plain).filter(([, value]) => value !== undefined).map(([key, value]) => [key, fromPlain(value, `${name}.${key}`, inside)]));
    }
  }
  throw failed(`${name} must be plain data (text, numbers, lists, objects), got ${Object.prototype.toString.call(plain)}.`);
}

/** Python's `bool()`. */
export function truth(value: Value): boolean {
  if (value instanceof Text) return value.value !== '';
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Undefined) return false;
  if (value instanceof Map) return value.size > 0;
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== false && value !== 0;
}

/** A value as a number, where Python would take it for one. */
export function numeric(value: Value): number | undefined {
  if (value instanceof Float) return value.value;
  return typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : undefined;
}

/** Python's `==`. */
export function equal(a: Value, b: Value): boolean {
  const [x, y] = [numeric(a), numeric(b)];
  if (x !== undefined || y !== undefined) return x === y;
  if (a instanceof Text || b instanceof Text) return a instanceof Text && b instanceof Text && a.value === b.value;
  if (a instanceof Undefined || b instanceof Undefined) return a instanceof Undefined && b instanceof Undefined;
  if (Array.isArray(a) && Array.isArray(b)) return (a instanceof Tuple) === (b instanceof Tuple) && a.length === b.length && a.every((item: Value, i) => equal(item, b[i] as Value));
  if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([key, item]) => b.has(key) && equal(item, b.get(key) as Value));
  return a === b;
}

/** Negative, 0 or positive, as Python orders; texts by their code points. */
export function compare(a: Value, b: Value): number {
  const [x, y] = [numeric(a), numeric(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (a instanceof Text && b instanceof Text) return compareCodePoints(a.value, b.value);
  if (Array.isArray(a) && Array.isArray(b)) {
    const at = a.findIndex((item: Value, i) => i >= b.length || !equal(item, b[i] as Value));
    return at < 0 || at >= b.length ? a.length - b.length : compare(a[at] as Value, b[at] as Value);
  }
  throw failed(`${typeName(a)} and ${typeName(b)} have no order.`);
}

function compareCodePoints(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)];
  const at = x.findIndex((character, i) => character !== y[i]);
  return at < 0 || at >= y.length ? x.length - y.length : (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? 0);
}

/** What a loop over the value goes through. */
export function iterate(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  if (value instanceof Map) return Array.from(value.keys(), (key) => Text.of(key, 'user'));
  if (value instanceof Text) return value.characters();
  if (value instanceof Undefined) return [];
  throw failed(`${typeName(value)} can not be iterated over.`);
}

/** Python's `len()`. */
export function lengthOf(value: Value): number {
  return value instanceof Map ? value.size : iterate(value).length;
}

/** What Python calls the type of a value, for messages. */
export function typeName(value: Value): string {
  if (value === null) return 'none';
  if (value instanceof Text) return 'a text';
  if (value instanceof Undefined) return `${value.name}, which is not there,`;
  if (value instanceof Map) return 'a dictionary';
  if (value instanceof Tuple) return 'a tuple';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Namespace) return 'a namespace';
  if (typeof value === 'function') return 'a function';
  return numeric(value) === undefined ? typeof value : 'a number';
}
