import { FigmentError } from '@figment/core';

/** How often each run of `order` items occurs. */
function countNGrams(items: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + order <= items.length; i++) {
    const gram = items.slice(i, i + order).join('\0');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Runs of a text, of its reference, and those that both have. */
export interface Overlap {
  readonly candidates: number;
  /** Those of texts whose reference is long enough to have such runs. */
  readonly comparable: number;
  readonly references: number;
  readonly matches: number;
}

/** Summed over all pairs of texts, for runs of `order` items. */
export function overlap(pairs: readonly (readonly [candidate: readonly string[], reference: readonly string[]])[], order: number): Overlap {
  const sum = { candidates: 0, comparable: 0, references: 0, matches: 0 };
  for (const [candidate, reference] of pairs) {
    const expected = countNGrams(reference, order);
    const [of, found] = [candidate, reference].map((items) => Math.max(0, items.length - order + 1)) as [number, number];
    sum.candidates += of;
    sum.references += found;
    if (found > 0) sum.comparable += of;
    for (const [gram, count] of countNGrams(candidate, order)) sum.matches += Math.min(count, expected.get(gram) ?? 0);
  }
  return sum;
}

/** @throws FigmentError `INPUT_INVALID` when there is not one reference for each candidate */
export function paired(candidates: readonly string[], references: readonly string[], split: (text: string) => readonly string[]): (readonly [readonly string[], readonly string[]])[] {
  if (candidates.length !== references.length || candidates.length === 0) throw new FigmentError('INPUT_INVALID', `there must be one reference for each of the ${candidates.length} candidates, got ${references.length}.`);
  return candidates.map((text, i) => [split(text), split(references[i] as string)]);
}
