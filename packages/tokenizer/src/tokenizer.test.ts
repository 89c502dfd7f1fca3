import { describe, expect, it } from 'vitest';

import type { AddedToken } from './added-tokens/added-token.ts';
import { byteFallback, byteLevel, ctc, fuse, metaspace, replace, sequence, strip, wordPiece, bpe as bpeDecoder } from './decoders/index.ts';
import type { Decoder } from './decoders/decoder.ts';
import { parseTokenizer } from './files/tokenizer-json/parse-tokenizer.ts';
import { wordLevel } from './models/index.ts';
import { template } from './post-processors/index.ts';
import { whitespaceSplit } from './pre-tokenizers/index.ts';
import { randomNumbers, randomText } from './testing/random-text.ts';
import { tokenizerJson, tokenizerNames } from './testing/tokenizers.ts';
import { Tokenizer, type TokenizerParts } from './tokenizer.ts';
import { createVocabulary } from './vocabulary/create-vocabulary.ts';

const words = createVocabulary(['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'one', 'two', 'three', 'four', 'five'].map((token, id) => [token, id] as const));
const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map((content, id) => ({ id, content, special: true }));
const parts: TokenizerParts = {
  model: wordLevel({ vocabulary: words, unknown: '[UNK]' }),
  preTokenizer: whitespaceSplit(),
  postProcessor: template({ single: '[CLS] $A [SEP]', pair: '[CLS] $A [SEP] $B:1 [SEP]:1', tokens: { '[CLS]': 2, '[SEP]': 3 } }),
  addedTokens: special,
};
const small = new Tokenizer(parts);

const thrown = (code: string, ...parts: string[]): Error => expect.objectContaining({ code, message: expect.stringMatching(new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'), 's')) as string }) as Error;

function streamed(tokenizer: Tokenizer, ids: readonly number[], skipSpecialTokens = true): string[] {
  const stream = tokenizer.decodeStream({ skipSpecialTokens });
  return [...ids.map((id) => stream.push(id)), stream.end()];
}

describe.each(tokenizerNames)('%s', (name) => {
  const tokenizer = parseTokenizer(tokenizerJson(name));

  it('gives the ids that its tokens have, which is all of the way', () => {
    const random = randomNumbers(1);
    for (let i = 0; i < 150; i++) {
      const text = randomText(random, 20);
      const { ids, tokens, offsets } = tokenizer.encode(text);
      expect(offsets, text).toHaveLength(ids.length);
      // Unknown text keeps its spelling, and so do the spaces that a token takes along.
      const known = tokens.map((token) => tokenizer.id(token));
      expect(ids.filter((id, k) => known[k] !== undefined && known[k] !== id), text).toEqual([]);
    }
  });

  it('streams what it decodes, for any ids', () => {
    const random = randomNumbers(2);
    for (let i = 0; i < 150; i++) {
      const ids = Array.from({ length: Math.floor(random() * 30) }, () => Math.floor(random() * tokenizer.vocabularySize));
      for (const skip of [true, false]) expect(streamed(tokenizer, ids, skip).join('')).toBe(tokenizer.decode(ids, { skipSpecialTokens: skip }));
    }
  });

  it('never streams half a character', () => {
    const random = randomNumbers(3);
    for (let i = 0; i < 100; i++) {
      const { ids } = tokenizer.encode(randomText(random, 10) + '한국어👋🏽', { addSpecialTokens: false });
      const decoded = tokenizer.decode(ids);
      const whole = (decoded.match(/\uFFFD/g) ?? []).length;
      expect((streamed(tokenizer, ids).join('|').match(/\uFFFD/g) ?? []).length).toBe(whole);
      expect(streamed(tokenizer, ids).filter((text) => /\p{Surrogate}/u.test(text))).toEqual([]);
    }
  });

  it('reads halves of characters as U+FFFD, and NUL as what it is', () => {
    for (const text of ['\ud83d', 'a\ude00b', '\ud83d\ud83d\ude00', '\u0000', 'a\u0000b']) {
      const { ids, tokens, offsets } = tokenizer.encode(text);
      const read = tokenizer.encode(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
      expect([ids, tokens, offsets]).toEqual([read.ids, read.tokens, read.offsets]);
      expect(tokens.filter((token) => /\p{Surrogate}/u.test(token))).toEqual([]);
    }
  });
});

describe.each(['bpe-gpt2', 'bpe-llama3'] as const)('%s, byte by byte', (name) => {
  const json = tokenizerJson(name);
  const variants = [
    json,
    { ...json, normalizer: { type: 'NFC' } },
    { ...json, pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true } },
    { ...json, pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: true }, { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }] } },
  ];

  it.each(variants)('gives the same ids with all stages and without', (variant) => {
    const tokenizer = parseTokenizer(variant);
    const { model, normalizer, preTokenizer, addedTokens } = tokenizer;
    // Not one of the types that there is a shorter way for.
    const spec = { type: 'ByStages' };
    const staged = new Tokenizer({ model, normalizer, preTokenizer: { spec, split: (text) => preTokenizer!.split(text) }, addedTokens });
    const random = randomNumbers(4);
    for (let i = 0; i < 300; i++) {
      const text = randomText(random, 30) + (random() < 0.3 ? addedTokens[Math.floor(random() * addedTokens.length)]!.content : '') + randomText(random, 5);
      for (const allowedSpecial of ['all', 'none'] as const) {
        const options = { allowedSpecial, addSpecialTokens: false };
        expect(tokenizer.encode(text, options).ids, text).toEqual(staged.encode(text, options).ids);
      }
    }
  });

  it('gives back what it was given', () => {
    const tokenizer = parseTokenizer(json);
    const random = randomNumbers(5);
    for (let i = 0; i < 1000; i++) {
      const text = randomText(random, 20);
      const { ids } = tokenizer.encode(text);
      expect(tokenizer.decode(ids)).toBe(text);
      expect(streamed(tokenizer, ids).join('')).toBe(text);
    }
  });
});

describe('a stream', () => {
  const tokens = ['▁', 'a', 'b ', '▁c', '##d', 'e</w>', '</w>', '<0xED>', '<0x95>', '<0x9C>', '<0xFF>', '<0x41>', '<', '0x41>', ' ', '  ', ' .', " do not", '<pad>', '|', 'Ġ', 'í', 'ķ', 'ľ', '한'];
  const vocabulary = createVocabulary(tokens.map((token, id) => [token, id] as const));
  const decoders: Readonly<Record<string, Decoder>> = {
    'byte-level': byteLevel(),
    'word pieces': wordPiece(),
    'ends of words': bpeDecoder(),
    CTC: ctc(),
    'Llama 2': sequence([replace({ pattern: '▁', content: ' ' }), byteFallback(), fuse(), strip({ content: ' ', start: 1 })]),
    'strip at both ends': sequence([fuse(), strip({ content: ' ', start: 2, stop: 2 })]),
    'strip pieces': strip({ content: ' ', start: 1, stop: 1 }),
    'text in one piece': sequence([fuse(), replace({ pattern: '<0x41>', content: 'A' })]),
    'a pattern in one piece': sequence([fuse(), replace({ pattern: { regex: ' +' }, content: '_' })]),
    'metaspace in one piece': sequence([fuse(), metaspace()]),
    'bytes in one piece': sequence([fuse(), byteFallback(), byteLevel()]),
    'bytes, then others': sequence([byteLevel(), wordPiece(), bpeDecoder(), ctc()]),
    'bytes and metaspace': sequence([byteFallback(), metaspace({ prependScheme: 'first' })]),
    'nothing in a sequence': sequence([]),
  };

  it.each(Object.entries(decoders))('joined is what is decoded at once: %s', (_, decoder) => {
    const tokenizer = new Tokenizer({ model: wordLevel({ vocabulary }), decoder });
    const random = randomNumbers(6);
    for (let i = 0; i < 600; i++) {
      const ids = Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * tokens.length));
      expect(streamed(tokenizer, ids).join(''), ids.map((id) => tokens[id]).join(' ')).toBe(tokenizer.decode(ids));
    }
  });

  it('gives text as soon as it is certain', () => {
    const ids = (...list: string[]) => list.map((token) => vocabulary.id(token)!);
    const by = (decoder: Decoder, ...list: string[]) => streamed(new Tokenizer({ model: wordLevel({ vocabulary }), decoder }), ids(...list));
    expect(by(decoders['byte-level']!, 'í', 'ķ', 'ľ', 'Ġ', 'a')).toEqual(['', '', '한', ' ', 'a', '']);
    expect(by(decoders['Llama 2']!, '▁', 'a', '<0xED>', '<0x95>', '<0x9C>', '▁c', '<0xFF>')).toEqual(['', 'a', '', '', '', '한 c', '', '\ufffd']);
    expect(by(decoders['strip at both ends']!, ' ', ' ', 'a', ' ', 'b ', ' ')).toEqual(['', '', 'a', '', ' b', '', '']);
    expect(by(decoders['text in one piece']!, 'a', '<', '0x41>', '<', 'a')).toEqual(['a', '', 'A', '', '<a', '']);
  });

  it('throws for an id that is none', () => {
    expect(() => small.decodeStream().push(9)).toThrow(thrown('TOKEN_UNKNOWN', '9', '0 to 8'));
  });
});

describe('a tokenizer', () => {
  it('pads a batch with the token that it has for it', () => {
    const [a, b] = small.encodeBatch(['one', 'one two three'], { padding: {} });
    expect(a?.ids).toEqual([2, 4, 3, 0, 0]);
    expect(a?.tokens.slice(3)).toEqual(['[PAD]', '[PAD]']);
    expect(a?.attentionMask).toEqual([1, 1, 1, 0, 0]);
    expect(a?.sequenceIds).toEqual([null, 0, null, null, null]);
    expect(b?.ids).toEqual([2, 4, 5, 6, 3]);
  });

  it('trims offsets by whole characters, where a space was put before one of two units', () => {
    const emoji = (addPrefixSpace: boolean) => {
      const json = tokenizerJson('bpe-gpt2');
      const pre_tokenizer = { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true };
      return parseTokenizer({ ...json, pre_tokenizer, post_processor: { ...pre_tokenizer, add_prefix_space: addPrefixSpace } }).encode('😀');
    };
    // tokenizers 0.23.3 gives [0, 0] and [1, 1] in code points.
    expect(emoji(true).tokens[0]).toBe('Ġ');
    expect(emoji(true).offsets[0]).toEqual([0, 0]);
    expect(emoji(false).offsets[0]).toEqual([2, 2]);
    expect(emoji(false).byteOffsets[0]).toEqual([4, 4]);
  });

  it('counts offsets in bytes too, of each text of a pair', () => {
    const { offsets, byteOffsets, sequenceIds } = small.encodePair('é one', '👋🏽 two');
    expect(sequenceIds).toEqual([null, 0, 0, null, 1, 1, null]);
    expect(offsets).toEqual([[0, 0], [0, 1], [2, 5], [0, 0], [0, 4], [5, 8], [0, 0]]);
    expect(byteOffsets).toEqual([[0, 0], [0, 2], [3, 6], [0, 0], [0, 8], [9, 12], [0, 0]]);
  });

  it('keeps its own truncation and padding unless it is told otherwise', () => {
    const own = new Tokenizer({ ...parts, truncation: { maxLength: 3 }, padding: { length: 4 } });
    expect(own.encode('one two').ids).toEqual([2, 4, 3, 0]);
    expect(own.encode('one two', { truncation: false, padding: false }).ids).toEqual([2, 4, 5, 3]);
    expect(own.encode('one two', { padding: { length: 5, direction: 'left' } }).ids).toEqual([0, 0, 2, 4, 3]);
  });

  it('gives no encodings for no texts', () => {
    expect(small.encodeBatch([], { padding: {} })).toEqual([]);
  });

  it('finds the roles of tokens by their names', () => {
    expect(small.specialTokens).toEqual({ pad: '[PAD]', unk: '[UNK]', cls: '[CLS]', sep: '[SEP]' });
    expect(small.specialTokenIds).toEqual({ pad: 0, unk: 1, cls: 2, sep: 3 });
  });

  it.each([-1, 9, 0.5, NaN, Infinity, 2 ** 40])('has no token with id %d', (id) => {
    expect(() => small.decode([4, id])).toThrow(thrown('TOKEN_UNKNOWN', String(id)));
    expect(small.token(id)).toBeUndefined();
  });

  it.each([undefined, null, 5, ['one'], {}])('encodes no %j', (text) => {
    expect(() => small.encode(text as string)).toThrow(thrown('INPUT_INVALID', 'text must be a string'));
  });

  it.each([[null], [['one', 2]], [['one', 'two', 'three']], [[]]])('encodes no batch of %j', (text) => {
    expect(() => small.encodeBatch([text as unknown as string])).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error);
  });

  it('adds no id that no token has', () => {
    const postProcessor = template({ single: '[CLS] $A', pair: '[CLS] $A $B', tokens: { '[CLS]': 99 } });
    expect(() => new Tokenizer({ ...parts, postProcessor })).toThrow(thrown('VOCABULARY_INVALID', 'adds id 99'));
  });

  it.each([
    ['less room than the special tokens take', { truncation: { maxLength: 1 } }, 'truncation.maxLength must be at least 2'],
    ['a length that is none', { truncation: { maxLength: 1.5 } }, 'truncation.maxLength must be a whole number, 0 or more, got 1.5'],
    ['a stride as long as the pieces', { truncation: { maxLength: 4, stride: 2 } }, 'truncation.stride must be less than the 2 tokens'],
    ['a strategy that is none', { truncation: { maxLength: 4, strategy: 'longest' as 'longest-first' } }, 'truncation.strategy must be "longest-first" or "only-first" or "only-second", got "longest"'],
    ['a second text that is not there', { truncation: { maxLength: 3, strategy: 'only-second' } }, "'only-second' needs a pair"],
    ['padding to a fraction', { padding: { length: 1.5 } }, 'padding.length must be a whole number, 0 or more'],
    ['multiples of nothing', { padding: { multipleOf: 0 } }, 'padding.multipleOf must be 1 or more, got 0'],
    ['a direction that is none', { padding: { direction: 'up' as 'left' } }, 'padding.direction must be "right" or "left", got "up"'],
  ] as const)('refuses %s', (_, options, message) => {
    expect(() => small.encode('one two three four', options)).toThrow(thrown('OPTIONS_INVALID', message));
  });

  it.each<[string, AddedToken[], ...string[]]>([
    ['an id that is there twice', [{ id: 9, content: 'a' }, { id: 9, content: 'b' }], '"b" (id 9)', '"a" (id 9)'],
    ['a text that is there twice', [{ id: 9, content: 'a' }, { id: 10, content: 'a' }], '"a" (id 10)'],
    ['an id that the model gives to another', [{ id: 4, content: 'a' }], '"one"'],
    ['another id than the model gives', [{ id: 9, content: 'one' }], 'has id 4 in the vocabulary'],
    ['an id below 0', [{ id: -1, content: 'a' }], 'whole number from 0'],
    ['no text', [{ id: 9, content: '' }], 'must have some text'],
  ])('refuses an added token with %s', (_, addedTokens, ...said) => {
    expect(() => new Tokenizer({ model: small.model, addedTokens })).toThrow(thrown('VOCABULARY_INVALID', ...said));
  });
});
