import { TokenizerError } from '../errors.ts';
import { byteToken } from '../models/byte-tokens.ts';
import { mergesByScore } from '../models/bpe/merges-by-score.ts';
import { bpe, unigram, wordLevel, wordPiece } from '../models/index.ts';
import type { Model } from '../models/model.ts';
import * as postProcessors from '../post-processors/index.ts';
import type { PostProcessor } from '../post-processors/post-processor.ts';
import { byteToCharacter } from '../text/byte-characters.ts';
import { Tokenizer } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { countCharacters, coverage } from './alphabet.ts';
import { checkOptions, fail } from './check-options.ts';
import { countWords, type WordCounts } from './count-words.ts';
import type { Texts, TrainTokenizerOptions } from './options.ts';
import { pipelineOf } from './pipelines.ts';
import { trainBpe, type TrainedBpe } from './train-bpe.ts';
import { trainUnigram } from './train-unigram.ts';
import { trainWordPiece } from './train-word-piece.ts';
import { trainWords } from './train-words.ts';

/** The part of all characters that becomes part of the alphabet where others can be spelled in bytes: SentencePiece's `character_coverage`. */
const COVERAGE = 0.9995;

/** Byte tokens, and the characters that they are spelled with: a text that looks like one has to be cut into these. */
const byteTokens = Array.from({ length: 256 }, (_, byte) => byteToken(byte));
const byteTokenCharacters = [...new Set(byteTokens.join(''))];

/** See `trainers.ts`. */
export async function trainTokenizer(texts: Texts, options: TrainTokenizerOptions): Promise<Tokenizer> {
  checkOptions(options);
  const { normalizer, preTokenizer, encoding, decoder, specialTokens } = pipelineOf(options);
  const { onProgress, signal } = options;
  const cutsCharacters = options.model === 'characters' && options.preTokenizer === undefined;
  const words = await countWords(texts, { normalizer, preTokenizer: cutsCharacters ? undefined : preTokenizer, onProgress, signal });
  if (words.size === 0) throw new TokenizerError('DATA_EMPTY', 'texts must hold some text to learn from; there was none.');
  const model = await learn(cutsCharacters ? countCharacters(words) : words, { ...options, specialTokens });
  const { vocabulary } = model;
  const addedTokens = specialTokens.map((content) => ({ id: vocabulary.id(content)!, content, special: true }));
  return new Tokenizer({ model, ...encoding, decoder, addedTokens, postProcessor: postProcessorFor(options.model, vocabulary) });
}

/** Options, and the special tokens that they or the kind ask for. */
interface LearnOptions extends TrainTokenizerOptions {
  readonly specialTokens: readonly string[];
}

async function learn(words: WordCounts, options: LearnOptions): Promise<Model> {
  const { model, specialTokens } = options;
  const unknown = specialTokens.find((token) => /unk/i.test(token));
  switch (model) {
    case 'bpe':
      return bpe(fitting(await trainBpe(words, { ...options, initialAlphabet: byteToCharacter }), options));
    case 'sentencepiece-bpe':
      return bpe({ ...fitting(withAllCuts(await trainBpe(words, withBytes(words, options))), options), unknown, fuseUnknown: true, byteFallback: true });
    case 'unigram': {
      if (unknown === undefined) fail('specialTokens', `a list with a token for unknown text, like "<unk>", for model 'unigram'`, specialTokens);
      const initialAlphabet = [...(options.initialAlphabet ?? []), ...byteTokenCharacters];
      const { pieces, unknownId } = await trainUnigram(words, { ...withBytes(words, { ...options, initialAlphabet }), unknownToken: unknown, maxPieceLength: options.maxTokenLength });
      // Every other way to cut a text that spells a byte token is more probable than this.
      const least = pieces.reduce((least, [, score]) => Math.min(least, score), 0) * byteToken(0).length - 1;
      return unigram({ pieces: pieces.map(([piece, score], id) => [piece, isByteToken(id) ? least : score]), unknownId, byteFallback: true });
    }
    case 'wordpiece':
      return wordPiece({ ...fitting({ tokens: await trainWordPiece(words, options), merges: [] }, options), unknown });
    case 'words':
    case 'characters':
      return wordLevel({ ...fitting({ tokens: trainWords(words, options), merges: [] }, options), unknown });
  }

  function isByteToken(id: number): boolean {
    return id >= specialTokens.length && id < specialTokens.length + byteTokens.length;
  }
}

/** SentencePiece merges any two pieces that make a third, however that one came about. */
function withAllCuts({ tokens, merges }: TrainedBpe): TrainedBpe {
  const ranks = new Map<string, number>();
  for (const [rank, [left, right]] of merges.entries()) if (!ranks.has(left + right)) ranks.set(left + right, rank);
  const pieces = tokens.filter((text) => ranks.has(text) || isCharacter(text));
  return { tokens, merges: mergesByScore(pieces.map((text) => ({ text, score: -(ranks.get(text) ?? merges.length) }))) };
}

function isCharacter(text: string): boolean {
  return text.length === String.fromCodePoint(text.codePointAt(0) ?? 0).length;
}

/** What byte fallback takes: byte tokens behind the special ones, and an alphabet that leaves room for other tokens. */
function withBytes(words: WordCounts, options: LearnOptions): LearnOptions {
  const { vocabulary, initialAlphabet = [], limitAlphabet } = options;
  const specialTokens = [...options.specialTokens, ...byteTokens];
  const most = Math.min(coverage(words, COVERAGE), Math.max(0, Math.floor((vocabulary - specialTokens.length) / 2)));
  return { ...options, specialTokens, limitAlphabet: Math.max(initialAlphabet.length, limitAlphabet ?? initialAlphabet.length + most) };
}

/** @throws TokenizerError `TRAINING_INVALID` when there are more tokens than wanted: special ones and the alphabet are never cut */
function fitting({ tokens, merges }: TrainedBpe, { vocabulary, specialTokens, model }: LearnOptions): { vocabulary: Vocabulary; merges: TrainedBpe['merges'] } {
  const least = Math.max(tokens.length, specialTokens.length + 1);
  if (least <= vocabulary) return { vocabulary: createVocabulary(tokens.map((token, id) => [token, id] as const)), merges };
  throw new TokenizerError('TRAINING_INVALID', `vocabulary must be at least ${least} for model '${model}' and these texts, for special tokens and alphabet; got ${vocabulary}.`);
}

/** What BERT expects around texts, if there are such tokens. */
function postProcessorFor(model: TrainTokenizerOptions['model'], vocabulary: Vocabulary): PostProcessor | undefined {
  const cls = vocabulary.id('[CLS]'), sep = vocabulary.id('[SEP]');
  if (model !== 'wordpiece' || cls === undefined || sep === undefined) return undefined;
  return postProcessors.template({ single: '[CLS] $A [SEP]', pair: '[CLS] $A [SEP] $B:1 [SEP]:1', tokens: { '[CLS]': cls, '[SEP]': sep } });
}
