import { foldIn, type Key, uniformArray } from '@figment/core/random';

/** Where a row of a batch begins: in which text, at which id. */
export type Place = readonly [text: number, start: number];

/** The rows of a batch: texts by their weights, places in them alike likely. `key` is that of the step. */
export function windowPlaces(key: Key, batchSize: number, texts: readonly { readonly weight: number; readonly train: { readonly length: number } }[], length: number): readonly Place[] {
  const total = texts.reduce((sum, { weight }) => sum + weight, 0);
  const draws = uniformArray(key, 2 * batchSize);
  return Array.from({ length: batchSize }, (_, row) => {
    let rest = draws[2 * row]! * total;
    const found = texts.findIndex(({ weight }) => (rest -= weight) < 0);
    const text = found < 0 ? texts.length - 1 : found;
    return [text, Math.floor(draws[2 * row + 1]! * (texts[text]!.train.length - length))];
  });
}

/** Of all steps of a run. */
export function stepKey(run: Key, step: number): Key {
  return foldIn(run, step);
}
