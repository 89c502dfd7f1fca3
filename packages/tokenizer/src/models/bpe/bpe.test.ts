import { describe, expect, it } from 'vitest';
import { isTokenizerError } from '../../errors.ts';
import { createVocabulary } from '../../vocabulary/create-vocabulary.ts';
import { modelFrom } from '../from-spec.ts';
import { TokenList } from '../token-list.ts';
// Models that were drawn at random, and what HF tokenizers 0.23.3 makes of texts with them.
import reference from './bpe.reference.json' with { type: 'json' };
import { bpe, type BpeOptions } from './bpe.ts';

const vocabulary = createVocabulary({ a: 0, b: 1, c: 2, ab: 3, bc: 4, abc: 5 });

function tokensOf(piece: string, options: Partial<BpeOptions>): (string | undefined)[] {
  const tokens = new TokenList();
  bpe({ vocabulary, merges: ['a b', ['ab', 'c']], ...options }).tokenize(piece, tokens);
  return tokens.ids.map((id) => vocabulary.token(id));
}

describe('bpe', () => {
  describe.each(reference.cases)('with $model.unk_token, $model.continuing_subword_prefix, $model.end_of_word_suffix', ({ model: spec, rows }) => {
    const model = modelFrom(spec);

    it.each(rows)('makes of $text what the reference does', ({ text, ids, tokens, offsets }) => {
      // The reference counts characters.
      const units = [0];
      for (const character of text) units.push(units.at(-1)! + character.length);
      const list = new TokenList();
      model.tokenize(text, list);
      expect(list.ids).toEqual(ids);
      expect(list.ids.map((id) => model.vocabulary.token(id))).toEqual(tokens);
      expect(list.starts.map((start, i) => [start, list.ends[i]])).toEqual(offsets.map(([start, end]) => [units[start!], units[end!]]));
    });

    it('writes what it was read from', () => {
      expect(model.spec()).toEqual(spec);
    });
  });

  it('merges by the place of a pair in the list', () => {
    expect(tokensOf('abc', { merges: ['b c', 'a b'] })).toEqual(['a', 'bc']);
    expect(tokensOf('abc', { merges: ['a b', 'b c'] })).toEqual(['ab', 'c']);
  });

  it('keeps a piece whole that is a token, if merges are to be ignored', () => {
    expect(tokensOf('abc', { merges: [] })).toEqual(['a', 'b', 'c']);
    expect(tokensOf('abc', { merges: [], ignoreMerges: true })).toEqual(['abc']);
  });

  it('passes over merges with the probability of dropout', () => {
    expect(tokensOf('abcab', { dropout: 1 })).toEqual(['a', 'b', 'c', 'a', 'b']);
    expect(tokensOf('abcab', { dropout: 0 })).toEqual(['abc', 'ab']);
    const draws = [0.1, 0.9, 0.9, 0.9];
    // The first pair is passed over once, the second one merges, and then the first gets another chance.
    expect(tokensOf('abcab', { dropout: 0.5, random: () => draws.shift() ?? 0 })).toEqual(['abc', 'ab']);
    expect(tokensOf('abcab', { dropout: 0.5, random: () => 0.4 })).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it.each([
    [{ merges: ['a x'] }, 'TOKENIZER_INVALID', 'merges[0]'],
    [{ merges: ['a b', 'b b'] }, 'TOKENIZER_INVALID', '"bb"'],
    [{ merges: ['a b c'] }, 'TOKENIZER_INVALID', '"a b c"'],
    [{ dropout: 2 }, 'OPTIONS_INVALID', 'dropout'],
  ] as const)('refuses %j', (options, code, part) => {
    expect(() => tokensOf('a', options)).toThrow(expect.toSatisfy((error) => isTokenizerError(error, code) && error.message.includes(part)));
  });

  it('throws where its token for unknown characters is missing', () => {
    expect(() => tokensOf('x', { unknown: '<unk>' })).toThrow(expect.toSatisfy((error) => isTokenizerError(error, 'TOKEN_UNKNOWN')));
  });
});
