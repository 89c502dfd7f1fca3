import type { WordCounts } from './count-words.ts';
import { trainBpe, type TrainBpeOptions } from './train-bpe.ts';

/** See `trainers.ts`. */
export async function trainWordPiece(words: WordCounts, options: TrainBpeOptions): Promise<readonly string[]> {
  const { tokens } = await trainBpe(words, { ...options, continuingSubwordPrefix: options.continuingSubwordPrefix ?? '##' });
  return tokens;
}
