export { bpe, type BpeOptions } from './bpe/bpe.ts';
export type { MergeEntry } from './bpe/listed-merges.ts';
export { modelFrom } from './from-spec.ts';
export { unigram, type UnigramOptions } from './unigram/unigram.ts';
export { wordLevel, type WordLevelOptions } from './word-level.ts';
export { wordPiece, type WordPieceOptions } from './word-piece.ts';
