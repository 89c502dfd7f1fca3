import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { listVocabulary } from '../vocabulary/list-vocabulary.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import type { Model } from './model.ts';
import { TokenList } from './token-list.ts';
import { unigram, type UnigramOptions } from './unigram/unigram.ts';
import { wordLevel } from './word-level.ts';
import { wordPiece } from './word-piece.ts';

type Token = readonly [id: number, text: string, start: number, end: number];

interface Case {
  readonly model: 'wordLevel' | 'wordPiece' | 'unigram';
  readonly options: Readonly<Record<string, unknown>>;
  /** null: the reference has an error. */
  readonly rows: readonly (readonly [text: string, tokens: readonly Token[] | null])[];
}

// Made by tokenizers 0.23.3: reference.py.
const cases = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Case[];

function build({ model, options }: Case): Model {
  if (model === 'unigram') return unigram(options as unknown as UnigramOptions);
  const vocabulary = listVocabulary(options.vocabulary as string[]);
  const all = { ...options, vocabulary };
  return model === 'wordLevel' ? wordLevel(all) : wordPiece(all);
}

function tokenize(model: Model, text: string): Token[] {
  const tokens = new TokenList();
  model.tokenize(text, tokens);
  return tokens.ids.map((id, i) => [id, tokens.texts.get(i) ?? model.vocabulary.token(id)!, tokens.starts[i]!, tokens.ends[i]!]);
}

describe.each(cases.map((one, i) => [`${one.model} ${i}`, one] as const))('%s', (_, one) => {
  const model = build(one);
  it.each(one.rows)('%j: ids, tokens and offsets of the reference', (text, expected) => {
    if (expected === null) expect(() => tokenize(model, text)).toThrow(expect.objectContaining({ code: 'TOKEN_UNKNOWN' }) as Error);
    else expect(tokenize(model, text)).toEqual(expected);
  });
});

describe('unigram', () => {
  const pieces = [['<unk>', 0], ['a', -1]] as const;
  it('checks its options', () => {
    expect(() => unigram({ pieces, unknownId: 2 })).toThrow('unknownId must be the id of one of the 2 pieces, got 2.');
    expect(() => unigram({ pieces: [['a', Number.NaN]] })).toThrow('the score of piece 0 ("a") must be a finite number, got NaN.');
    expect(() => unigram({ pieces: [['a', -1], ['a', -2]] })).toThrow(expect.objectContaining({ code: 'VOCABULARY_INVALID' }) as Error);
  });
  it('takes text of any length', () => {
    const text = 'ab'.repeat(300_000);
    const ids = tokenize(unigram({ pieces, unknownId: 0 }), text).map(([id]) => id);
    expect(ids.length).toBe(text.length);
    expect(ids.slice(0, 3)).toEqual([1, 0, 1]);
  });
  it('keeps its specification', () => {
    expect(unigram({ pieces, unknownId: 0, byteFallback: true }).spec()).toEqual({ type: 'Unigram', unk_id: 0, vocab: pieces, byte_fallback: true });
  });
});

describe('wordPiece', () => {
  const vocabulary = createVocabulary({ '[UNK]': 0, a: 1, '##a': 2 });
  it('checks its options', () => {
    expect(() => wordPiece({ vocabulary, maxInputCharactersPerWord: 1.5 })).toThrow('maxInputCharactersPerWord must be a whole number of at least 0, got 1.5.');
  });
  it('takes words of any length', () => {
    expect(tokenize(wordPiece({ vocabulary, maxInputCharactersPerWord: 1e6 }), 'a'.repeat(300_000)).length).toBe(300_000);
  });
});
