import { describe, expect, it } from 'vitest';
import { isTokenizerError } from '../errors.ts';
import { byteToCharacter } from '../text/byte-characters.ts';
import { createVocabulary } from './create-vocabulary.ts';

/** Byte-level tokens, others, and such as neither form can hold. */
const vocabularies = {
  'of bytes': { ...Object.fromEntries(byteToCharacter.map((character, byte) => [character, byte])), Ġthe: 256, íķľ: 260, 'a b': 300, '한국어': 299 },
  'of text': { '▁the': 0, '한국어': 7, '😀': 3, 'a b': 4, '': 5, é: 6, 'e\u0301': 8, '\ufeff': 9, __proto__x: 10, '\ud83d': 11, '\udfff': 12 },
};

describe.each(Object.entries(vocabularies))('a vocabulary %s', (_, entries) => {
  const pairs = Object.entries(entries).sort(([, a], [, b]) => a - b);

  it('finds ids by tokens and tokens by ids', () => {
    for (const vocabulary of [createVocabulary(entries), createVocabulary(new Map(pairs)), createVocabulary([...pairs].reverse())]) {
      for (const [token, id] of pairs) {
        expect(vocabulary.id(token)).toBe(id);
        expect(vocabulary.token(id)).toBe(token);
      }
      expect([...vocabulary]).toEqual(pairs);
      expect(vocabulary.size).toBe(pairs.length);
      expect(vocabulary.length).toBe(pairs.at(-1)![1] + 1);
    }
  });

  it('knows what it lacks', () => {
    const vocabulary = createVocabulary(entries);
    for (const token of ['nothing', 'x'.repeat(5000), '한국', '\ud83e', '\ufffd']) expect(vocabulary.id(token)).toBeUndefined();
    for (const id of [-1, 0.5, 298, 1e12, NaN]) expect(vocabulary.token(id)).toBeUndefined();
  });
});

it('holds none', () => {
  const vocabulary = createVocabulary([]);
  expect([vocabulary.size, vocabulary.length, vocabulary.id('a'), vocabulary.token(0), [...vocabulary]]).toEqual([0, 0, undefined, undefined, []]);
});

it.each([
  [[['a', 0], ['b', 0]], '"b"'],
  [[['a', 0], ['a', 1]], '"a"'],
  [[['\ud800', 0], ['\ud800', 1]], 'twice'],
  [[['a', -1]], '-1'],
  [[['a', 0.5]], '0.5'],
  [[['a', 2 ** 31]], '2147483648'],
  [[['a', '0']], '"0"'],
] as const)('refuses %j', (entries, part) => {
  const isRight = (error: unknown): boolean => isTokenizerError(error, 'VOCABULARY_INVALID') && (part === 'twice' || error.message.includes(part));
  expect(() => createVocabulary(entries as unknown as [string, number][])).toThrow(expect.toSatisfy(isRight));
});
