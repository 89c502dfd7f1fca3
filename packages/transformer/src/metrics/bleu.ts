import { overlap, paired } from './n-grams.ts';

/** What {@link bleu} counts. */
export interface BleuOptions {
  /** What a text is cut into: words and punctuation as WMT's mteval-v13a, or characters, for languages that write words without spaces ('13a'). */
  readonly tokens?: '13a' | 'characters' | undefined;
}

const ORDERS = 4;

/**
 * How near translations are to their references, by the runs of words that they share: 0 to 100. Papineni et al. 2002, "BLEU: a method for
 * automatic evaluation of machine translation", section 2.3, over all texts together, with sacrebleu's smoothing: runs of a length without a match
 * count as 1/2, 1/4, … of one.
 *
 * @throws FigmentError `INPUT_INVALID` when there is not one reference for each candidate
 */
export function bleu(candidates: readonly string[], references: readonly string[], { tokens = '13a' }: BleuOptions = {}): number {
  const pairs = paired(candidates, references, tokens === '13a' ? words : (text) => Array.from(text.replaceAll(/\s/g, '')));
  const length = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side].length, 0);
  let logarithms = 0;
  let smoothing = 1;
  for (let n = 1; n <= ORDERS; n++) {
    const { matches, candidates: total } = overlap(pairs, n);
    if (total === 0 || (n === 1 && matches === 0)) return 0;
    if (matches === 0) smoothing *= 2;
    logarithms += Math.log(matches === 0 ? 1 / (smoothing * total) : matches / total) / ORDERS;
  }
  const brevity = Math.min(0, 1 - length(1) / length(0));
  return 100 * Math.exp(brevity + logarithms);
}

/** Papineni's words as mteval-v13a cuts them: punctuation stands alone, but for points and commas within numbers. */
function words(text: string): readonly string[] {
  return ` ${text.replaceAll('-\n', '').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>')} `
    .replaceAll(/[{-~[-` -&(-+:-@/]/g, ' $& ')
    .replaceAll(/([^0-9])([.,])/g, '$1 $2 ')
    .replaceAll(/([.,])([^0-9])/g, ' $1 $2')
    .replaceAll(/([0-9])(-)/g, '$1 $2 ')
    .split(/\s+/).filter(Boolean);
}
