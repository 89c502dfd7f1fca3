import { createVocabulary } from './create-vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A vocabulary of tokens in the order of their ids.
 *
 * @throws TokenizerError `VOCABULARY_INVALID` for a token that is there twice
 */
export function listVocabulary(tokens: readonly string[]): Vocabulary {
  return createVocabulary(tokens.map((token, id) => [token, id] as const));
}
