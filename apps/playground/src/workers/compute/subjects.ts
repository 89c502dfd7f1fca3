import type { FieldSpec, IndexedDataset } from '@figment/core/data';

/** Kinds that are seen or heard; in data, fields have the names of their kinds. */
const subjects = ['image', 'audio', 'video'] as const;
export type Subject = (typeof subjects)[number];

/** What examples with these fields are of; undefined where that is something written. */
export function subjectIn(fields: Readonly<Record<string, FieldSpec>>): Subject | undefined {
  return subjects.find((kind) => fields[kind]?.kind === kind);
}

/** Places of examples that stand for a whole set, the same every time. Each is moved on by one, for where labels take turns an even spread meets one of them only. */
export function spreadOver({ size }: Pick<IndexedDataset<unknown>, 'size'>, most: number): readonly number[] {
  const count = Math.min(most, size);
  return Array.from({ length: count }, (_, i) => (Math.floor(((i + 0.37) * size) / count) + i) % size);
}
