import { grown } from '../../growing-array.ts';
import type { PieceModel } from './word-lattices.ts';

/** Cuts stretches of words into the most probable pieces. */
export type Cut = (start: number, length: number, isWholeAllowed: boolean) => { readonly pieces: readonly number[]; readonly score: number };

/**
 * Finds the most probable way to cut a stretch of the words (Viterbi 1967); of equally probable ones that whose last piece is the longest.
 *
 * @returns a function: without `isWholeAllowed` the stretch has to be cut into more than one piece; no pieces if it can't be
 */
export function bestCut({ lattices: { offsets, pieces }, scores, lengths }: PieceModel): Cut {
  let best = new Float64Array(64);
  let last = new Int32Array(64);
  return (start, length, isWholeAllowed) => {
    best = grown(best, length + 1);
    last = grown(last, length + 1);
    for (let at = 1; at <= length; at++) {
      let score = -Infinity;
      for (let i = offsets[start + at - 1]!; i < offsets[start + at]!; i++) {
        const piece = pieces[i]!;
        const from = at - lengths[piece]!;
        if (from < 0 || (from === 0 && at === length && !isWholeAllowed)) break;
        const candidate = best[from]! + scores[piece]!;
        if (candidate < score) continue;
        score = candidate;
        last[at] = piece;
      }
      best[at] = score;
    }
    const found: number[] = [];
    if (best[length]! > -Infinity) for (let at = length; at > 0; at -= lengths[last[at]!]!) found.push(last[at]!);
    return { pieces: found, score: best[length]! };
  };
}

