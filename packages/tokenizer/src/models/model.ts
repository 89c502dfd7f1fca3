import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { TokenList } from './token-list.ts';

/** What a tokenizer learns: how a piece of text becomes tokens. */
export interface Model {
  readonly type: 'BPE' | 'Unigram' | 'WordPiece' | 'WordLevel';
  readonly vocabulary: Vocabulary;
  /** Appends the tokens of one piece. Never called with an empty piece. */
  tokenize(piece: string, tokens: TokenList): void;
  /** As it stands under `model` in a `tokenizer.json`. */
  spec(): ModelSpec;
}

/** `model` of a `tokenizer.json`. */
export interface ModelSpec {
  readonly type: Model['type'];
  readonly [field: string]: unknown;
}
