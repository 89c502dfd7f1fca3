import { FigmentError } from '../errors.ts';
import type { IndexedDataset } from './indexed.ts';
import { split } from './subset.ts';
import { texts } from './text-data/texts.ts';

/** Where examples are this many times rarer than held-out ones should be, texts are cut. */
const FEWEST = 4;

/**
 * Holds out a part of the data to measure on: every n-th example, the same for everybody; or, of texts so long and few that this would say
 * little, the end of each.
 *
 * @param fraction above 0, at most 0.5
 * @throws FigmentError `OPTIONS_INVALID`, `DATA_EMPTY` when there is too little to be held out
 */
export async function holdOut<Batch>(dataset: IndexedDataset<Batch>, fraction: number): Promise<{ train: IndexedDataset<Batch>; heldOut: IndexedDataset<Batch> }> {
  if (!(fraction > 0 && fraction <= 0.5)) throw new FigmentError('OPTIONS_INVALID', `fraction of ${dataset.title} to be held out must be above 0 and at most 0.5, got ${fraction}.`);
  const { title, size, fields } = dataset;
  if (size * fraction >= FEWEST || Object.keys(fields).join() !== 'text') return split(dataset, { every: Math.max(2, Math.round(1 / fraction)), from: 1 });
  const { text } = (await dataset.read(Array.from({ length: size }, (_, i) => i))) as unknown as { readonly text: readonly string[] };
  const ends = text.map((one) => endOf(one, fraction));
  const part = (values: readonly string[], name: string): IndexedDataset<Batch> => texts(values.filter((value) => value.trim() !== ''), { title: name }) as unknown as IndexedDataset<Batch>;
  return { train: part(text.map((one, i) => one.slice(0, ends[i])), title), heldOut: part(text.map((one, i) => one.slice(ends[i])), `${title} (held out)`) };
}

/** Where the last part of a text begins: behind the end of a line or, at least, of a word. */
function endOf(text: string, fraction: number): number {
  const from = Math.floor(text.length * (1 - fraction));
  for (const separator of ['\n', ' ']) {
    const found = text.lastIndexOf(separator, from);
    if (found > from - text.length * fraction && found >= 0) return found + 1;
  }
  return from;
}
