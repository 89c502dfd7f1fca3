/**
 * Text to ids and back.
 *
 * @module
 */
export type { AddedToken } from './added-tokens/added-token.ts';
export type { Decoder, PieceForm, PieceStream } from './decoders/decoder.ts';
export * as decoders from './decoders/index.ts';
export type { DecodeOptions, EncodeOptions, Encoding, Offset, Padding, Truncation } from './encoding/encoding.ts';
export type { TokenSequence } from './encoding/token-sequence.ts';
export { isTokenizerError, TokenizerError, type TokenizerErrorCode } from './errors.ts';
export type { ByteSlice, ByteSource } from './files/byte-file.ts';
export type { FileSource } from './files/folder.ts';
export { readGgufTokenizer } from './files/gguf/read-gguf-tokenizer.ts';
export { lines } from './files/lines.ts';
export { openTokenizer, type OpenTokenizerOptions } from './files/open-tokenizer.ts';
export { saveTokenizer, type TokenizerFormat, tokenizerFiles } from './files/save-tokenizer.ts';
export { tiktoken, type TiktokenOptions } from './files/tiktoken.ts';
export { type FilesBeside, parseTokenizer } from './files/tokenizer-json/parse-tokenizer.ts';
export type { TokenizerJson } from './files/tokenizer-json/to-json.ts';
export { type TokenizerFiles, writeTokenizer } from './files/tokenizer-json/write-tokenizer.ts';
export * as models from './models/index.ts';
export type { Model, ModelSpec } from './models/model.ts';
export { TokenList } from './models/token-list.ts';
export * as normalizers from './normalizers/index.ts';
export type { ComponentSpec, Normalizer } from './normalizers/normalizer.ts';
export { compilePattern, type Dialect, type Pattern } from './pattern/index.ts';
export * as postProcessors from './post-processors/index.ts';
export type { PostProcessor } from './post-processors/post-processor.ts';
export * as preTokenizers from './pre-tokenizers/index.ts';
export type { PreTokenizer } from './pre-tokenizers/pre-tokenizer.ts';
export * as presets from './presets/index.ts';
export type { DecodeStream } from './streaming/decode-stream.ts';
export { AlignedText } from './text/aligned-text.ts';
export { characterToByte } from './text/byte-characters.ts';
export type { TextPattern } from './text/text-pattern.ts';
export { Tokenizer, type TokenizerParts } from './tokenizer.ts';
export type { SpecialTokens, TokenizerConfig } from './tokenizer-config.ts';
export type { AlphabetOptions } from './training/alphabet.ts';
export type { CountWordsOptions, WordCounts } from './training/count-words.ts';
export type { Texts, TrainingProgress, TrainTokenizerOptions } from './training/options.ts';
export type { PaceOptions } from './training/pace.ts';
export type { TrainBpeOptions, TrainedBpe } from './training/train-bpe.ts';
export type { TrainedUnigram, TrainUnigramOptions } from './training/train-unigram.ts';
export type { TrainWordsOptions } from './training/train-words.ts';
export { countWords, trainBpe, trainTokenizer, trainUnigram, trainWordPiece, trainWords } from './training/trainers.ts';
export { createVocabulary } from './vocabulary/create-vocabulary.ts';
export type { Vocabulary } from './vocabulary/vocabulary.ts';
