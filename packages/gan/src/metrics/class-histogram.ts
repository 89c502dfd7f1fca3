import { type Features, sizeOf } from './features.ts';

/** What a classifier takes made pictures for. */
export interface ClassHistogram {
  /** Share of the pictures of each class, [K]. */
  readonly shares: Float64Array;
  /** Of the shares, in nats: ln K where all classes are made equally often, 0 where only one is. */
  readonly entropy: number;
  /** Classes of which at least 2 % of the pictures are. */
  readonly covered: number;
  /** Share of the pictures whose class the classifier gives more than 0.9. */
  readonly sure: number;
}

/** A class counts as made from this share on. */
const COVERED = 0.02;
const SURE = 0.9;

/**
 * Which classes are made, and how often: a generator that has collapsed leaves some out. The entropy falls late; see how various the pictures of a
 * class are besides.
 *
 * @param probabilities Of each class, [N, K]: what a classifier says of N pictures.
 * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
 */
export function classHistogram(probabilities: Features): ClassHistogram {
  const [rows, classes] = sizeOf('probabilities', probabilities);
  const shares = new Float64Array(classes);
  let sure = 0;
  for (let i = 0; i < rows; i++) {
    const row = probabilities.data.subarray(i * classes, (i + 1) * classes);
    let best = 0;
    for (let c = 1; c < classes; c++) if (row[c]! > row[best]!) best = c;
    shares[best]! += 1 / rows;
    if (row[best]! > SURE) sure += 1 / rows;
  }
  return { shares, entropy: shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0), covered: shares.filter((share) => share >= COVERED).length, sure };
}
