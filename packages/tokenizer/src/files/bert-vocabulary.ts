import * as decoders from '../decoders/index.ts';
import { shown, TokenizerError } from '../errors.ts';
import { wordPiece } from '../models/word-piece.ts';
import * as normalizers from '../normalizers/index.ts';
import * as preTokenizers from '../pre-tokenizers/index.ts';
import type { SpecialTokens } from '../tokenizer-config.ts';
import type { TokenizerParts } from '../tokenizer.ts';
import { listVocabulary } from '../vocabulary/list-vocabulary.ts';
import { around, type NamedToken } from './around.ts';

/** What a list of tokens does not say. */
export interface BertOptions {
  /** Whether text is lower-cased, and its accents stripped (true if no token has an upper-case letter). */
  readonly lowercase?: boolean | undefined;
  /** Whether accents are stripped (if text is lower-cased). */
  readonly stripAccents?: boolean | undefined;
  /** Whether each Chinese character is a word (true). */
  readonly handleChineseCharacters?: boolean | undefined;
  /** ([CLS], [SEP] and so on) */
  readonly specialTokens?: Readonly<Partial<Record<keyof SpecialTokens, string>>> | undefined;
}

/** A `vocab.txt`: a token a line, in the order of ids. */
export function readBertVocabulary(text: string, options: BertOptions = {}): TokenizerParts {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return bertParts(lines, options);
}

/**
 * BERT's tokenizer, as transformers' `BertConverter` puts it together.
 *
 * @throws TokenizerError `VOCABULARY_INVALID` for a token that is there twice
 * @throws TokenizerError `TOKENIZER_INVALID` if special tokens are missing
 */
export function bertParts(tokens: readonly string[], options: BertOptions): TokenizerParts {
  const vocabulary = listVocabulary(tokens);
  const roles: Record<'unk' | 'sep' | 'pad' | 'cls' | 'mask', string> = { unk: '[UNK]', sep: '[SEP]', pad: '[PAD]', cls: '[CLS]', mask: '[MASK]' };
  Object.assign(roles, options.specialTokens);
  const names = new Set(Object.values(roles));
  const { lowercase = !tokens.some((token) => !names.has(token) && /\p{Lu}/u.test(token)) } = options;
  const special = (token: string): NamedToken => {
    const id = vocabulary.id(token);
    if (id === undefined) throw new TokenizerError('TOKENIZER_INVALID', `The vocabulary of a BERT tokenizer must have ${shown(token)}.`);
    return { token, id };
  };
  special(roles.unk);
  return {
    model: wordPiece({ vocabulary, unknown: roles.unk }),
    normalizer: normalizers.bert({ lowercase, stripAccents: options.stripAccents, handleChineseChars: options.handleChineseCharacters }),
    preTokenizer: preTokenizers.bert(),
    postProcessor: around({ before: [special(roles.cls)], after: [special(roles.sep)], beforeSecond: [] }),
    decoder: decoders.wordPiece(),
    addedTokens: [...names].flatMap((content) => {
      const id = vocabulary.id(content);
      return id === undefined ? [] : [{ id, content, special: true }];
    }),
    config: { specialTokens: Object.fromEntries(Object.entries(roles).filter(([, token]) => vocabulary.id(token) !== undefined)) },
  };
}
