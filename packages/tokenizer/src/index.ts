/**
 * Text to ids and back.
 *
 * @module
 */
export type { AddedToken } from './added-tokens/added-token.ts';
export type { Decoder, PieceForm, PieceStream } from './decoders/decoder.ts';
export type { DecodeOptions, EncodeOptions, Encoding, Offset, Padding, Truncation } from './encoding/encoding.ts';
export type { TokenSequence } from './encoding/token-sequence.ts';
export { isTokenizerError, TokenizerError, type TokenizerErrorCode } from './errors.ts';
export type { TokenizerJson } from './files/tokenizer-json/to-json.ts';
export type { Model, ModelSpec } from './models/model.ts';
export { TokenList } from './models/token-list.ts';
export type { ComponentSpec, Normalizer } from './normalizers/normalizer.ts';
export type { PostProcessor } from './post-processors/post-processor.ts';
export type { PreTokenizer } from './pre-tokenizers/pre-tokenizer.ts';
export type { DecodeStream } from './streaming/decode-stream.ts';
export { AlignedText } from './text/aligned-text.ts';
export { Tokenizer, type TokenizerParts } from './tokenizer.ts';
export type { SpecialTokens, TokenizerConfig } from './tokenizer-config.ts';
export type { Vocabulary } from './vocabulary/vocabulary.ts';
