import { describe, expect, it } from 'vitest';

import { wordLevel } from '../models/index.ts';
import { lowercase, nfc, nfkc } from '../normalizers/index.ts';
import { Tokenizer } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import { TokenFinder } from './token-finder.ts';

/** Tokens from id 1 on, by flags: n normalized, w a word of its own, l and r take white space before and after along. */
type Flags = Readonly<Record<string, string>>;

// Made by tokenizers 0.23.3, with a model that knows no text: id, start and end of each token.
const cases: readonly (readonly [Flags, text: string, normalizer: 'Lowercase' | 'NFC' | 'NFKC' | null, tokens: readonly (readonly number[])[]])[] = [
  [{ "ab": '', "abc": '', "bcd": '' }, "abcd ab bcd", null, [[2, 0, 3], [0, 3, 5], [1, 5, 7], [0, 7, 8], [3, 8, 11]]],
  [{ "bc": '', "abcx": '' }, "abcd", null, [[0, 0, 1], [1, 1, 3], [0, 3, 4]]],
  [{ "foo": 'w' }, "foo food xfoo foo_ (foo) foo한 foo\u0301 foo👋", null, [[1, 0, 3], [0, 3, 20], [1, 20, 23], [0, 23, 35], [1, 35, 38], [0, 38, 40]]],
  [{ "<m>": 'l' }, "a  \u3000<m> b", null, [[0, 0, 1], [1, 1, 7], [0, 7, 9]]],
  [{ "<m>": 'r' }, "a <m>\u0085\n b", null, [[0, 0, 2], [1, 2, 8], [0, 8, 9]]],
  [{ "<m>": 'lr' }, " <m> <m> ", null, [[1, 0, 5], [1, 5, 9]]],
  [{ "<m>": 'l', "<n>": 'r' }, "<n>  <m>", null, [[2, 0, 5], [1, 5, 8]]],
  [{ "  ": 'lr' }, "a     b", null, [[0, 0, 1], [1, 1, 6], [0, 6, 7]]],
  [{ "  ": 'r', " x": '' }, "  x", null, [[1, 0, 2], [0, 2, 3]]],
  [{ "\n": 'r', "<m>": 'l' }, "\n \n<m>", null, [[1, 0, 3], [1, 2, 3], [2, 3, 6]]],
  [{ "👋": '' }, "👋👋🏽👋", null, [[1, 0, 2], [1, 2, 4], [0, 4, 6], [1, 6, 8]]],
  [{ "a b": 'w' }, "a b a bc", null, [[1, 0, 3], [0, 3, 8]]],
  [{ "<m>": 'wl' }, "x <m>y <m> z", null, [[0, 0, 6], [1, 6, 10], [0, 10, 12]]],
  [{ "Foo": 'n', "BAR": '' }, "foo FOO bar BAR", "Lowercase", [[1, 0, 3], [0, 3, 4], [1, 4, 7], [0, 7, 12], [2, 12, 15]]],
  [{ "é": 'n' }, "e\u0301 é", "NFC", [[1, 0, 1], [0, 2, 3], [1, 3, 4]]],
  [{ "é": '' }, "e\u0301 é", "NFC", [[0, 0, 3], [1, 3, 4]]],
  [{ "ﬁ": 'n', "x": '' }, "fi ﬁ ﬁx", "NFKC", [[1, 0, 2], [0, 2, 3], [1, 3, 4], [0, 4, 5], [1, 5, 6], [2, 6, 7]]],
  [{ "<m>": 'nl' }, "A <M> ", "Lowercase", [[0, 0, 1], [1, 1, 5], [0, 5, 6]]],
];
const normalizers = { Lowercase: lowercase(), NFC: nfc(), NFKC: nfkc() };

function tokenizer(flags: Flags, normalizer: keyof typeof normalizers | null): Tokenizer {
  return new Tokenizer({
    model: wordLevel({ vocabulary: createVocabulary([['<unk>', 0]]) }),
    normalizer: normalizer === null ? undefined : normalizers[normalizer],
    addedTokens: Object.entries(flags).map(([content, set], i) => ({
      id: i + 1,
      content,
      normalized: set.includes('n'),
      singleWord: set.includes('w'),
      lstrip: set.includes('l'),
      rstrip: set.includes('r'),
    })),
  });
}

describe('added tokens', () => {
  it.each(cases)('%j in %j, %j', (flags, text, normalizer, tokens) => {
    const { ids, offsets } = tokenizer(flags, normalizer).encode(text);
    expect(ids.map((id, i) => [id, ...offsets[i]!])).toEqual(tokens);
  });

  it('are found in one way through a text, however much white space they take along', () => {
    const text = `${' '.repeat(200_000)}x`;
    expect(tokenizer({ ' ': 'lr' }, null).encode(text).ids).toEqual([1, 0]);
    expect(tokenizer({ ' ': 'r' }, null).encode(text).ids).toHaveLength(200_001);
  });

  it('that become the same text are found as the first of them', () => {
    expect(tokenizer({ FOO: 'n', foo: 'n' }, 'Lowercase').encode('Foo').ids).toEqual([1]);
  });

  it('that become nothing are not found', () => {
    const blank = { spec: { type: 'Blank' }, normalize: <T extends { slice(start: number, end: number): T }>(text: T) => text.slice(0, 0) };
    const none = new Tokenizer({ model: wordLevel({ vocabulary: createVocabulary([['<unk>', 0]]) }), normalizer: blank, addedTokens: [{ id: 1, content: 'a' }] });
    expect(none.encode('aaa').ids).toEqual([]);
  });
});

describe('the finder of words', () => {
  const finder = new TokenFinder(new Map([['ab', 1], ['abcd', 2], ['(x)', 3], ['\n', 4]]));
  const find = (text: string, from = 0, isWanted = (): boolean => true) => finder.find(text, from, isWanted);

  it('takes the leftmost, and of those the longest', () => {
    expect(find('xabcde')).toEqual({ value: 2, start: 1, end: 5 });
    expect(find('xabcab', 2)).toEqual({ value: 1, start: 4, end: 6 });
  });

  it('takes characters as they are, whatever they mean in patterns', () => {
    expect(find('x (x)')).toEqual({ value: 3, start: 2, end: 5 });
    expect(find('\\n\n')).toEqual({ value: 4, start: 2, end: 3 });
  });

  it('passes over what is not wanted, and takes what is shorter', () => {
    expect(finder.find('abcd', 0, ({ value }) => value !== 2)).toEqual({ value: 1, start: 0, end: 2 });
    expect(find('abcd', 0, () => false)).toBeUndefined();
  });
});
