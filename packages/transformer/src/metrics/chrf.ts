import { overlap, paired } from './n-grams.ts';

/** What {@link chrF} counts. */
export interface ChrFOptions {
  /** Longest runs of characters (6). */
  readonly characters?: number | undefined;
  /** How much more recall matters than precision (2). */
  readonly beta?: number | undefined;
}

/**
 * How near texts are to their references, by the runs of characters that they share: 0 to 100. Popović 2015, "chrF: character n-gram F-score for
 * automatic MT evaluation", eq. 1, over all texts together and without white space, as sacrebleu's chrF2.
 *
 * @throws FigmentError `INPUT_INVALID` when there is not one reference for each candidate
 */
export function chrF(candidates: readonly string[], references: readonly string[], { characters = 6, beta = 2 }: ChrFOptions = {}): number {
  const pairs = paired(candidates, references, (text) => Array.from(text.replaceAll(/\s/g, '')));
  const seen = Array.from({ length: characters }, (_, n) => overlap(pairs, n + 1)).filter((each) => each.comparable > 0);
  const mean = (part: 'comparable' | 'references'): number => seen.reduce((sum, each) => sum + each.matches / each[part], 0) / seen.length;
  const precision = mean('comparable'), recall = mean('references');
  return precision + recall > 0 ? (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall) : 0; // eq. 1
}
