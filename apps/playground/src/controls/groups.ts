import type { Field } from '../workers/protocol/index.ts';

/** Several ways to say the same thing, of which one is used. */
export interface Alternatives {
  readonly of: readonly string[];
  readonly ways: readonly (readonly Field[])[];
}

/** Fields in their order, with those that exclude each other brought together. */
export function grouped(fields: readonly Field[]): readonly (Field | Alternatives)[] {
  const seen = new Set<string>();
  return fields.flatMap((field): (Field | Alternatives)[] => {
    if (field.alternative === undefined) return [field];
    const key = field.alternative.of.join('.');
    if (seen.has(key)) return [];
    seen.add(key);
    const alike = fields.filter(({ alternative }) => alternative?.of.join('.') === key);
    const count = Math.max(...alike.map(({ alternative }) => alternative?.number ?? 0)) + 1;
    return [{ of: field.alternative.of, ways: Array.from({ length: count }, (_, number) => alike.filter(({ alternative }) => alternative?.number === number)) }];
  });
}

export function isAlternatives(item: Field | Alternatives): item is Alternatives {
  return 'ways' in item;
}
