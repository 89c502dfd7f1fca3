import type { Field } from '../workers/protocol/index.ts';

export type Values = Readonly<Record<string, unknown>>;

export function valueAt(values: Values, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Values)[name] : undefined), values);
}

/** A copy with one place changed; `undefined` takes the place away, and with it records that become empty. */
export function withValue(values: Values, path: readonly string[], value: unknown): Values {
  const [name, ...rest] = path;
  if (name === undefined) return values;
  const inner = values[name];
  const child = rest.length === 0 ? value : withValue(typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner as Values : {}, rest, value);
  const others = Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
  const empty = child === undefined || (rest.length > 0 && Object.keys(child as object).length === 0);
  return empty ? others : { ...others, [name]: child };
}

/** Whether a value is of a field's type, so that the field is what says it. */
export function fitsType({ type, choices }: Field, value: unknown): boolean {
  switch (type) {
    case 'integer':
    case 'number': return typeof value === 'number';
    case 'boolean': return typeof value === 'boolean';
    case 'text': return typeof value === 'string';
    case 'choice': return choices?.some((choice) => choice === value) === true;
    case 'numbers':
    case 'tags': return Array.isArray(value);
    case 'pairs':
    case 'json': return typeof value === 'object' && value !== null;
  }
}

/** What a field begins with where it has to say something: its default, or the least that can be said. */
export function beginning({ type, default: standard, minimum, maximum, choices }: Field): unknown {
  if (standard !== undefined) return standard;
  switch (type) {
    case 'integer':
    case 'number': return Math.min(maximum ?? 1, Math.max(minimum ?? 1, 1));
    case 'boolean': return true;
    case 'text': return '';
    case 'choice': return choices?.[0];
    case 'numbers':
    case 'tags': return [];
    case 'pairs':
    case 'json': return {};
  }
}

/** What is wrong with a value, in parts that a page puts into words; undefined when nothing is. */
export type Problem = { readonly kind: 'integer' | 'number' } | { readonly kind: 'range'; readonly minimum: number | undefined; readonly maximum: number | undefined };

export function problemOf(field: Field, value: unknown): Problem | undefined {
  if (field.type !== 'integer' && field.type !== 'number') return undefined;
  if (value === undefined) return field.required ? { kind: field.type } : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return { kind: field.type };
  if (field.type === 'integer' && !Number.isInteger(value)) return { kind: 'integer' };
  const { minimum, maximum } = field;
  return (minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum) ? { kind: 'range', minimum, maximum } : undefined;
}
