import type { WordCounts } from './count-words.ts';
import { trainBpe, type TrainBpeOptions } from './train-bpe.ts';

/**
 * Learns the tokens of a WordPiece model, in the order of ids: those of BPE whose tokens start with a prefix (`##`) where they go on with a
 * word, as the WordPieceTrainer of Hugging Face's tokenizers 0.23 does. (Schuster and Nakajima 2012 choose pairs by likelihood instead.)
 *
 * @throws the reason of an aborted signal
 */
export async function trainWordPiece(words: WordCounts, options: TrainBpeOptions): Promise<readonly string[]> {
  const { tokens } = await trainBpe(words, { ...options, continuingSubwordPrefix: options.continuingSubwordPrefix ?? '##' });
  return tokens;
}
