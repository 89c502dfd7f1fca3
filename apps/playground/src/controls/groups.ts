import type { Field } from '../workers/protocol/index.ts';

/** Several ways to say the same thing, of which one is used. */
export interface Alternatives {
  readonly of: readonly string[];
  readonly ways: readonly (readonly Field[])[];
}

/** A record that is left out until it is switched on. */
export interface OptionalRecord {
  readonly record: NonNullable<Field['record']>;
  readonly fields: readonly Field[];
}

export type Item = Field | Alternatives | OptionalRecord;

/** Fields in their order, with those brought together that exclude each other, or that belong to a record which may be left out. */
export function grouped(fields: readonly Field[]): readonly Item[] {
  const seen = new Set<string>();
  return fields.flatMap((field): Item[] => {
    const of = outermost(field, fields);
    const key = (of ?? field.record?.of)?.join('.');
    if (key === undefined) return [field];
    if (of === undefined) {
      const together = fields.filter(({ record, alternative }) => record?.of.join('.') === key && alternative === undefined);
      // A record of nothing but fields that are empty until they are filled in is off until then.
      if (field.record === undefined || !together.some(({ default: standard, record }) => standard !== undefined || record?.needed === true)) return [field];
      return first(`record ${key}`) ? [{ record: field.record, fields: together }] : [];
    }
    return first(key) ? [{ of, ways: waysOf(of, fields) }] : [];
  });

  function first(key: string): boolean {
    const is = !seen.has(key);
    seen.add(key);
    return is;
  }
}

/** What a field is a way to say; of ways within a way that has nothing else, the outer one. */
function outermost({ alternative }: Field, fields: readonly Field[]): readonly string[] | undefined {
  if (alternative === undefined) return undefined;
  const outer = fields.find((other) => other.alternative !== undefined && isBelow(alternative.of, other.alternative.of));
  return outer?.alternative === undefined || fullWays(outer.alternative.of, fields).every((way) => way.length > 0) ? alternative.of : outer.alternative.of;
}

function waysOf(of: readonly string[], fields: readonly Field[]): Alternatives['ways'] {
  const inner = fields.find(({ alternative }) => alternative !== undefined && isBelow(alternative.of, of))?.alternative;
  return fullWays(of, fields).flatMap((way) => (way.length > 0 || inner === undefined ? [way] : fullWays(inner.of, fields)));
}

/** The fields of each way, by its number. */
function fullWays(of: readonly string[], fields: readonly Field[]): readonly (readonly Field[])[] {
  const alike = fields.filter(({ alternative }) => alternative?.of.join('.') === of.join('.'));
  const count = Math.max(-1, ...alike.map(({ alternative }) => alternative?.number ?? 0)) + 1;
  return Array.from({ length: count }, (_, number) => alike.filter(({ alternative }) => alternative?.number === number));
}

function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return path.length > above.length && above.every((name, i) => path[i] === name);
}

export function isAlternatives(item: Item): item is Alternatives {
  return 'ways' in item;
}

export function isOptionalRecord(item: Item): item is OptionalRecord {
  return 'fields' in item;
}
