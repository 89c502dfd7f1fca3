import type { Fields } from '../../files/fields.ts';
import { createVocabulary } from '../../vocabulary/create-vocabulary.ts';
import type { Model } from '../model.ts';
import { bpe } from './bpe.ts';
import type { MergeEntry } from './listed-merges.ts';

/** A BPE model from `model` of a `tokenizer.json`. */
export function bpeFrom(fields: Fields): Model {
  const text = (name: string): string | undefined => fields.optional(name, (field) => fields.string(field));
  const dropout = fields.get('dropout') ?? undefined;
  if (dropout !== undefined && typeof dropout !== 'number') throw fields.unfit('dropout', 'a number from 0 to 1, or null');
  return bpe({
    vocabulary: createVocabulary(fields.fields('vocab').all() as Readonly<Record<string, number>>),
    merges: fields.list('merges') as readonly MergeEntry[],
    unknown: text('unk_token'),
    continuingSubwordPrefix: text('continuing_subword_prefix'),
    endOfWordSuffix: text('end_of_word_suffix'),
    fuseUnknown: fields.boolean('fuse_unk', false),
    byteFallback: fields.boolean('byte_fallback', false),
    ignoreMerges: fields.boolean('ignore_merges', false),
    dropout,
  });
}
