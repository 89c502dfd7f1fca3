import { FigmentError } from '@figment/core';

/**
 * Area under the receiver operating characteristic: the probability that an odd example scores higher than a usual one, ties half.
 * Hanley and McNeil 1982; by the rank sum of Mann and Whitney. 0.5 = chance, 1 = told apart always.
 *
 * @param usual Scores of examples that are not anomalies.
 * @param odd Scores of those that are.
 * @throws FigmentError `INPUT_INVALID`
 */
export function auroc(usual: ArrayLike<number>, odd: ArrayLike<number>): number {
  check('usual', usual);
  check('odd', odd);
  const all = [...Array.from(usual, (score) => ({ score, isOdd: false })), ...Array.from(odd, (score) => ({ score, isOdd: true }))];
  all.sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]!.score === all[from]!.score) to++;
    const rank = (from + 1 + to) / 2; // ranks count from 1; ties share the mean of theirs
    for (let i = from; i < to; i++) if (all[i]!.isOdd) rankSum += rank;
    from = to;
  }
  return (rankSum - odd.length * (odd.length + 1) / 2) / (odd.length * usual.length);
}

function check(name: string, scores: ArrayLike<number>): void {
  if (scores.length === 0) throw new FigmentError('INPUT_INVALID', `${name} must have at least one score, got none.`);
  const wrong = Array.from(scores).findIndex((score) => Number.isNaN(score));
  if (wrong >= 0) throw new FigmentError('INPUT_INVALID', `${name}[${wrong}] must be a number, got NaN.`);
}
