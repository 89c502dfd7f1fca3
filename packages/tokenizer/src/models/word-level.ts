import { TokenizerError, shown } from '../errors.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { Model } from './model.ts';

/** What a word-level model is made of. */
export interface WordLevelOptions {
  readonly vocabulary: Vocabulary;
  /** The token of pieces that the vocabulary lacks ('<unk>'). */
  readonly unknown?: string | undefined;
}

/**
 * Every piece is a token: words, or characters where the pre-tokenizer cuts text into characters.
 * A piece that the vocabulary lacks while it lacks `unknown` too throws TokenizerError `TOKEN_UNKNOWN` when it is met.
 */
export function wordLevel({ vocabulary, unknown = '<unk>' }: WordLevelOptions): Model {
  const unknownId = vocabulary.id(unknown);
  return {
    type: 'WordLevel',
    vocabulary,
    tokenize(piece, tokens) {
      tokens.push(vocabulary.id(piece) ?? known(unknownId, unknown, piece), 0, piece.length);
    },
    spec: () => ({ type: 'WordLevel', vocab: Object.fromEntries(vocabulary), unk_token: unknown }),
  };
}

/**
 * The id of the token that stands for an unknown `piece`.
 *
 * @throws TokenizerError `TOKEN_UNKNOWN` when the vocabulary has no such token
 */
export function known(unknownId: number | undefined, unknown: string | undefined, piece: string): number {
  if (unknownId !== undefined) return unknownId;
  const why = unknown === undefined ? 'this model names no token for what it does not know' : `it lacks ${shown(unknown)} too, which would stand for it`;
  throw new TokenizerError('TOKEN_UNKNOWN', `The vocabulary can't spell ${shown(piece)}: ${why}. Give it a token for unknown text, or the missing characters.`);
}
