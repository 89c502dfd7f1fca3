import { isTokenizerError, shown, TokenizerError } from '../errors.ts';
import { Fields, readComponent } from '../files/fields.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { bpe } from './bpe/bpe.ts';
import type { MergeEntry } from './bpe/listed-merges.ts';
import type { Model } from './model.ts';
import { unigram } from './unigram/unigram.ts';
import { wordLevel } from './word-level.ts';
import { wordPiece } from './word-piece.ts';

/**
 * Reads `model` of a `tokenizer.json`.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`, `VOCABULARY_INVALID`, or `TOKENIZER_UNSUPPORTED` for an unknown type
 */
export function modelFrom(spec: unknown, path = 'model'): Model {
  return readComponent(typed(new Fields(spec, path), spec), path, {
    BPE: bpeFrom,
    Unigram: unigramFrom,
    WordPiece: (fields) =>
      wordPiece({
        vocabulary: vocabularyFrom(fields),
        unknown: fields.string('unk_token'),
        continuingSubwordPrefix: fields.string('continuing_subword_prefix'),
        maxInputCharactersPerWord: fields.count('max_input_chars_per_word'),
      }),
    WordLevel: (fields) => wordLevel({ vocabulary: vocabularyFrom(fields), unknown: fields.string('unk_token') }),
  });
}

/** Files before 2021 do not name the type of a model. */
function typed(fields: Fields, spec: unknown): unknown {
  if (fields.get('type') !== undefined) return spec;
  const has = (name: string): boolean => fields.get(name) !== undefined;
  const type = has('merges') ? 'BPE' : Array.isArray(fields.get('vocab')) ? 'Unigram' : has('continuing_subword_prefix') ? 'WordPiece' : 'WordLevel';
  return { ...(spec as object), type };
}

function vocabularyFrom(fields: Fields): Vocabulary {
  const vocab = fields.fields('vocab').all() as Readonly<Record<string, number>>;
  return named(fields.at('vocab'), () => createVocabulary(vocab));
}

function bpeFrom(fields: Fields): Model {
  const dropout = fields.get('dropout') ?? undefined;
  if (dropout !== undefined && typeof dropout !== 'number') throw fields.unfit('dropout', 'a number from 0 to 1, or null');
  const text = (name: string): string | undefined => fields.optional(name, fields.string.bind(fields));
  const flag = (name: string): boolean => fields.boolean(name, false);
  const options = {
    vocabulary: vocabularyFrom(fields),
    merges: fields.list('merges') as readonly MergeEntry[],
    dropout,
    unknown: text('unk_token'),
    continuingSubwordPrefix: text('continuing_subword_prefix'),
    endOfWordSuffix: text('end_of_word_suffix'),
    fuseUnknown: flag('fuse_unk'),
    byteFallback: flag('byte_fallback'),
    ignoreMerges: flag('ignore_merges'),
  };
  return named(fields.path, () => bpe(options));
}

function unigramFrom(fields: Fields): Model {
  const pieces = fields.list('vocab').map((entry, id) => {
    const [token, score, ...more] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof token !== 'string' || typeof score !== 'number' || more.length > 0) {
      throw new TokenizerError('TOKENIZER_INVALID', `${fields.at('vocab')}[${id}] must be a token and its log-probability, in a list, got ${shown(entry)}.`);
    }
    return [token, score] as const;
  });
  const unknownId = fields.optional('unk_id', (name) => fields.count(name));
  if (unknownId !== undefined && unknownId >= pieces.length) throw fields.unfit('unk_id', `less than ${pieces.length}, which is how many tokens vocab has`);
  return named(fields.at('vocab'), () => unigram({ pieces, unknownId, byteFallback: fields.boolean('byte_fallback', false) }));
}

/** Says where in the file it is what a model could not be made of. */
function named<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!isTokenizerError(error) || error.message.startsWith(path)) throw error;
    const where = error.message.startsWith('merges[') ? `${path}.` : `${path}: `;
    throw new TokenizerError(error.code === 'OPTIONS_INVALID' ? 'TOKENIZER_INVALID' : error.code, where + error.message, { cause: error });
  }
}
