import { failed } from './failed.ts';
import { operate } from './operators.ts';
import { str } from './python-text.ts';
import { Text } from './text.ts';
import { Float, iterate, numeric, typeName, Undefined, type Value } from './values.ts';

/** What stands behind `is`. */
export type Test = (value: Value, args: readonly Value[]) => boolean;

function whole(value: Value): number {
  if (typeof value !== 'number') throw failed(`only a whole number is even, odd or divisible, got ${typeName(value)}.`);
  return value;
}

function iterable(value: Value): boolean {
  try {
    iterate(value);
    return true;
  } catch {
    return false;
  }
}

const compared = (operator: string): Test => (value, [other = null]) => operate(operator, value, other) === true;

/** Jinja's tests by name, without `filter` and `test`. */
export const tests: Readonly<Record<string, Test>> = {
  boolean: (value) => typeof value === 'boolean',
  callable: (value) => typeof value === 'function',
  defined: (value) => !(value instanceof Undefined),
  divisibleby: (value, [by = null]) => whole(value) % whole(by) === 0,
  even: (value) => whole(value) % 2 === 0,
  odd: (value) => whole(value) % 2 !== 0,
  false: (value) => value === false,
  true: (value) => value === true,
  float: (value) => value instanceof Float,
  integer: (value) => typeof value === 'number',
  number: (value) => numeric(value) !== undefined,
  in: (value, [container = null]) => operate('in', value, container) === true,
  iterable,
  lower: (value) => str(value).value === str(value).value.toLowerCase() && str(value).value !== str(value).value.toUpperCase(),
  upper: (value) => str(value).value === str(value).value.toUpperCase() && str(value).value !== str(value).value.toLowerCase(),
  mapping: (value) => value instanceof Map,
  none: (value) => value === null,
  sameas: (value, [other = null]) => Object.is(value, other) || (value instanceof Text && other instanceof Text && value.value === other.value),
  sequence: (value) => value instanceof Text || value instanceof Map || Array.isArray(value) || value instanceof Undefined,
  string: (value) => value instanceof Text,
  undefined: (value) => value instanceof Undefined,
  ...Object.fromEntries(([['eq', '=='], ['equalto', '=='], ['ne', '!='], ['lt', '<'], ['lessthan', '<'], ['le', '<='], ['gt', '>'], ['greaterthan', '>'], ['ge', '>=']] as const).map(([name, operator]) => [name, compared(operator)])),
};
