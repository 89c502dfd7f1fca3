import { shown, TokenizerError } from '../../errors.ts';
import { createVocabulary } from '../../vocabulary/create-vocabulary.ts';
import type { Model, ModelSpec } from '../model.ts';
import { bpe } from './bpe.ts';
import type { MergeEntry } from './listed-merges.ts';

type Kind = 'string' | 'boolean' | 'number';

/** A BPE model from `model` of a `tokenizer.json`. */
export function bpeFrom(spec: Omit<ModelSpec, 'type'>): Model {
  const field = (name: string, kind: Kind): unknown => {
    const value = spec[name] ?? undefined;
    if (value === undefined || typeof value === kind) return value;
    throw new TokenizerError('TOKENIZER_INVALID', `model.${name} must be a ${kind} or null, got ${shown(value)}.`);
  };
  const { vocab, merges } = spec;
  if (typeof vocab !== 'object' || vocab === null || Array.isArray(vocab)) {
    throw new TokenizerError('TOKENIZER_INVALID', `model.vocab must be an object of tokens and their ids, got ${shown(vocab)}.`);
  }
  if (!Array.isArray(merges)) throw new TokenizerError('TOKENIZER_INVALID', `model.merges must be a list of pairs of tokens, got ${shown(merges)}.`);
  return bpe({
    vocabulary: createVocabulary(vocab as Record<string, number>),
    merges: merges as MergeEntry[],
    unknown: field('unk_token', 'string') as string | undefined,
    continuingSubwordPrefix: field('continuing_subword_prefix', 'string') as string | undefined,
    endOfWordSuffix: field('end_of_word_suffix', 'string') as string | undefined,
    fuseUnknown: field('fuse_unk', 'boolean') as boolean | undefined,
    byteFallback: field('byte_fallback', 'boolean') as boolean | undefined,
    ignoreMerges: field('ignore_merges', 'boolean') as boolean | undefined,
    dropout: field('dropout', 'number') as number | undefined,
  });
}
