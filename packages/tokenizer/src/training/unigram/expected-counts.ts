import { grown } from '../../growing-array.ts';
import type { Turn } from '../pace.ts';
import type { FlatWords } from './flat-words.ts';
import type { PieceModel } from './word-lattices.ts';

/**
 * How often each piece is expected to occur, over all ways to cut the words: the E step (Kudo 2018, arXiv:1804.10959, equations 2 and 6), by the
 * forward-backward algorithm.
 *
 * Forward: log alpha(end) = log of the sum over pieces that end there of exp(log alpha(start) + score). What a piece adds to that sum is its
 * share of the ways that reach `end`, so that on the way back the count of each place is divided by these shares, and no beta is needed.
 */
export async function expectedCounts(words: FlatWords, { lattices: { offsets, pieces }, scores, lengths }: PieceModel, turn: Turn): Promise<Float64Array> {
  const expected = new Float64Array(scores.length);
  let logAlpha = new Float64Array(64), count = logAlpha.slice(), shares = logAlpha.slice();
  for (let word = 0; word < words.counts.length; word++) {
    const start = words.starts[word]!;
    const length = words.starts[word + 1]! - 1 - start;
    const base = offsets[start]!;
    logAlpha = grown(logAlpha, length + 1);
    count = grown(count, length + 1);
    shares = grown(shares, offsets[start + length]! - base);
    for (let end = 1; end <= length; end++) {
      const from = offsets[start + end - 1]!, to = offsets[start + end]!;
      let highest = -Infinity;
      for (let i = from; i < to; i++) {
        const piece = pieces[i]!;
        const log = logAlpha[end - lengths[piece]!]! + scores[piece]!;
        shares[i - base] = log;
        if (log > highest) highest = log;
      }
      let sum = 0;
      for (let i = from - base; i < to - base; i++) sum += shares[i] = Math.exp(shares[i]! - highest);
      for (let i = from - base; i < to - base; i++) shares[i]! /= sum;
      logAlpha[end] = highest + Math.log(sum);
      count[end] = 0;
    }
    count[length] = words.counts[word]!;
    for (let end = length; end > 0; end--) {
      for (let i = offsets[start + end - 1]!; i < offsets[start + end]!; i++) {
        const piece = pieces[i]!;
        const part = count[end]! * shares[i - base]!;
        expected[piece]! += part;
        count[end - lengths[piece]!]! += part;
      }
    }
    if (word % 64 === 0 && turn.isDue) await turn.pause();
  }
  return expected;
}
