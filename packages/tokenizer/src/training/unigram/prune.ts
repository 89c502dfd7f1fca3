import type { Turn } from '../pace.ts';
import { bestCut } from './cut.ts';
import type { FlatWords } from './flat-words.ts';
import type { SeedPiece } from './seed-pieces.ts';
import type { PieceModel } from './word-lattices.ts';

/**
 * Keeps the pieces without which the words would become least probable (Kudo 2018, arXiv:1804.10959, section 3.2: the loss of a piece), as the
 * reference approximates it: wherever a removed piece was, its own second best way to be cut takes its place.
 *
 * @param order the pieces there are, without UNKNOWN
 * @param size how many pieces should be left, without UNKNOWN
 * @returns pieces that nothing can replace, in their order, then the others, the greatest loss first
 */
export async function prune(words: FlatWords, model: PieceModel, seeds: readonly SeedPiece[], order: readonly number[], size: number, turn: Turn): Promise<number[]> {
  const { scores } = model;
  const cut = bestCut(model);
  const counts = new Float64Array(scores.length);
  let total = 0;
  for (let word = 0; word < words.counts.length; word++) {
    const start = words.starts[word]!;
    const count = words.counts[word]!;
    total += count;
    for (const piece of cut(start, words.starts[word + 1]! - 1 - start, true).pieces) counts[piece]! += count;
    if (word % 64 === 0 && turn.isDue) await turn.pause();
  }
  const sum = counts.reduce((a, b) => a + b, 0);
  const kept: number[] = [];
  const candidates: { readonly piece: number; readonly loss: number }[] = [];
  for (const [index, piece] of order.entries()) {
    const seed = seeds[piece - 1]!;
    const count = counts[piece]!;
    const { pieces: alternative, score } = cut(seed.start, seed.length, false);
    if (alternative.length === 0) kept.push(piece);
    else if (score > scores[piece]!) {
      // Its parts together are more probable than it is: no word needs it, but ties are broken differently there.
      if (count > 0) kept.push(piece);
    } else if (count > 0) {
      // SentencePiece adds `count * (alternative.length - 1)` here; the reference takes the number of all pieces, which favours frequent ones.
      const logSum = Math.log(sum + count * order.length);
      let after = 0;
      for (const part of alternative) after += Math.log(counts[part]! + count) - logSum;
      candidates.push({ piece, loss: (count / total) * (Math.log(count) - Math.log(sum) - after) });
    }
    if (index % 256 === 0 && turn.isDue) await turn.pause();
  }
  candidates.sort((a, b) => b.loss - a.loss);
  for (const { piece } of candidates.slice(0, Math.max(0, size - kept.length))) kept.push(piece);
  return kept;
}
