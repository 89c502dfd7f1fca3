// What programs call. Most of them only encode, so what learns is loaded when it is called for the first time.
import type { Tokenizer } from '../tokenizer.ts';
import type { CountWordsOptions, WordCounts } from './count-words.ts';
import type { Texts, TrainTokenizerOptions } from './options.ts';
import type { TrainBpeOptions, TrainedBpe } from './train-bpe.ts';
import type { TrainedUnigram, TrainUnigramOptions } from './train-unigram.ts';
import type { TrainWordsOptions } from './train-words.ts';

/**
 * Learns a tokenizer from texts. The same texts give the same tokenizer everywhere: there is no chance in it.
 *
 * 'bpe' cuts words as GPT-4o does and writes them in bytes, so that nothing is unknown and what is decoded is what was encoded.
 * 'sentencepiece-bpe' and 'unigram' (after NFKC) write spaces as `▁` and spell what their alphabet lacks in bytes; unless `limitAlphabet` says
 * otherwise, characters that make up 99.95 % of the texts are in, but no more than half of the vocabulary. 'wordpiece' keeps accents and
 * upper case. 'wordpiece', 'words' and 'characters' bring texts into NFC, so that Hangul in jamo and in syllables is the same.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 * @throws TokenizerError `OPTIONS_INVALID`
 * @throws TokenizerError `TRAINING_INVALID` when the vocabulary has no room for special tokens and alphabet
 * @throws TokenizerError `DATA_EMPTY` when there is no text; `DATA_INVALID` when a text is no string
 * @throws the signal's reason when it is aborted
 */
export async function trainTokenizer(texts: Texts, options: TrainTokenizerOptions): Promise<Tokenizer> {
  const trainer = await import('./train-tokenizer.ts');
  return await trainer.trainTokenizer(texts, options);
}

/**
 * Counts the words of texts.
 *
 * @throws TokenizerError `DATA_INVALID` for a text that is no string, and when `texts` is one; the reason of an aborted signal
 */
export async function countWords(texts: Texts, options: CountWordsOptions = {}): Promise<Map<string, number>> {
  const trainer = await import('./count-words.ts');
  return await trainer.countWords(texts, options);
}

/**
 * Learns merges from words and how often they occur. Of equally frequent pairs the one with the smaller id of the left token comes first, then
 * that of the right token: the same words give the same merges everywhere, in whichever order they come. (Characters with a prefix or a suffix
 * get their ids in the order in which words have them. The reference takes words in the order of a hash table, another one in every run; here
 * they are taken in the order of code points.)
 *
 * @throws TokenizerError `OPTIONS_INVALID`; the reason of an aborted signal
 */
export async function trainBpe(words: WordCounts, options: TrainBpeOptions): Promise<TrainedBpe> {
  const trainer = await import('./train-bpe.ts');
  return await trainer.trainBpe(words, options);
}

/**
 * Learns the tokens of a WordPiece model, in the order of ids: those of BPE whose tokens start with a prefix (`##`) where they go on with a
 * word, as the WordPieceTrainer of Hugging Face's tokenizers 0.23 does. (Schuster and Nakajima 2012 choose pairs by likelihood instead.)
 *
 * @throws TokenizerError `OPTIONS_INVALID`; the reason of an aborted signal
 */
export async function trainWordPiece(words: WordCounts, options: TrainBpeOptions): Promise<readonly string[]> {
  const trainer = await import('./train-word-piece.ts');
  return await trainer.trainWordPiece(words, options);
}

/**
 * Learns pieces and their log-probabilities from words and how often they occur.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 * @throws TokenizerError `TRAINING_INVALID` when the vocabulary has no room for the words' characters; the reason of an aborted signal
 */
export async function trainUnigram(words: WordCounts, options: TrainUnigramOptions): Promise<TrainedUnigram> {
  const trainer = await import('./train-unigram.ts');
  return await trainer.trainUnigram(words, options);
}

/**
 * The most frequent words, in the order of their ids; equally frequent ones in the order of code points.
 *
 * @throws TokenizerError `OPTIONS_INVALID`
 */
export async function trainWords(words: WordCounts, options: TrainWordsOptions): Promise<string[]> {
  const trainer = await import('./train-words.ts');
  return trainer.trainWords(words, options);
}
