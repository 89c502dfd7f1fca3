import { describe, expect, it } from 'vitest';

import type { AddedToken } from '../added-tokens/added-token.ts';
import { parseTokenizer } from '../files/tokenizer-json/parse-tokenizer.ts';
import { bpe, unigram, wordLevel, wordPiece } from '../models/index.ts';
import type { Model } from '../models/model.ts';
import { byteLevel } from '../pre-tokenizers/index.ts';
import { randomNumbers, randomText } from '../testing/random-text.ts';
import { tokenizerJson, tokenizerNames } from '../testing/tokenizers.ts';
import { Tokenizer } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import type { EncodeOptions } from './encoding.ts';

const offsetsOf = (tokenizer: Tokenizer, text: string, options?: EncodeOptions) => tokenizer.encode(text, { addSpecialTokens: false, ...options });

describe.each(tokenizerNames)('%s', (name) => {
  const tokenizer = parseTokenizer(tokenizerJson(name));
  const special = tokenizer.addedTokens.filter((token) => token.special === true);
  const unknown = tokenizer.specialTokenIds.unk;

  it('gives no special token to a text that spells it', () => {
    const random = randomNumbers(11);
    for (let i = 0; i < 100; i++) {
      const parts = Array.from({ length: 1 + Math.floor(random() * 6) }, () => (random() < 0.6 ? (special[Math.floor(random() * special.length)] as AddedToken).content : randomText(random, 2)));
      const { ids } = tokenizer.encode(parts.join(''), { addSpecialTokens: false });
      expect(ids.filter((id) => id !== unknown && special.some((token) => token.id === id)), parts.join('')).toEqual([]);
    }
  });

  it('gives those that are allowed by name, and no others', () => {
    const [allowed, other] = special.filter(({ id }) => id !== unknown);
    const text = special.map(({ content }) => content).join('');
    const { ids } = tokenizer.encode(text, { addSpecialTokens: false, allowedSpecial: [allowed!.content] });
    expect(ids).toContain(allowed!.id);
    if (other !== undefined) expect(ids).not.toContain(other.id);
  });

  it('gives none within what is plain', () => {
    const { id, content } = special.find((token) => token.id !== unknown)!;
    const text = `${content} ${content} ${content}`;
    const second = content.length + 1;
    const { ids, offsets } = tokenizer.encode(text, { addSpecialTokens: false, allowedSpecial: 'all', plain: [[second, second + content.length]] });
    expect(offsets.filter((_, i) => ids[i] === id)).toEqual([[0, content.length], [2 * second, text.length]]);
  });
});

describe('a model whose vocabulary has a special token', () => {
  const vocabulary = (...tokens: string[]) => createVocabulary(tokens.map((token, id) => [token, id] as const));
  const models: Readonly<Record<string, Model>> = {
    words: wordLevel({ vocabulary: vocabulary('<unk>', '</s>', 'a', '<', '/s>') }),
    'word pieces': wordPiece({ vocabulary: vocabulary('[UNK]', '</s>', 'a', '<', '/', '##/', '##s', '##>', '##<', '##a'), unknown: '[UNK]' }),
    'word pieces after a word': wordPiece({ vocabulary: vocabulary('[UNK]', '</s>', 'a', '<', '/', '##</s>', '##/', '##s', '##>', '##<', '##a'), unknown: '[UNK]' }),
    unigram: unigram({ pieces: [['<unk>', 0], ['</s>', 0], ['a', -1], ['<', -3], ['/', -3], ['s', -3], ['>', -3]], unknownId: 0 }),
    merges: bpe({ vocabulary: vocabulary('<unk>', '</s>', 'a', '<', '/', 's', '>', '</', '</s'), merges: ['< /', '</ s', '</s >'] }),
    'whole pieces': bpe({ vocabulary: vocabulary('<unk>', '</s>', 'a', '<', '/', 's', '>'), merges: [], ignoreMerges: true }),
  };

  it.each(Object.entries(models))('does not read it out of plain text: %s', (_, model) => {
    const tokenizer = new Tokenizer({ model, addedTokens: [{ id: 1, content: '</s>', special: true }] });
    for (const text of ['</s>', 'a</s>', '</s></s>', '<</s>', '</s>a</s>a', '</</s>s>']) {
      const { ids, offsets } = offsetsOf(tokenizer, text);
      expect(ids, text).not.toContain(1);
      expect(offsets.map(([start, end]) => text.slice(start, end)).join(''), text).toBe(text);
      expect(offsetsOf(tokenizer, text, { allowedSpecial: ['</s>'] }).ids, text).toContain(1);
    }
  });

  it('does not in bytes either, on the way to ids alone', () => {
    const json = tokenizerJson('bpe-gpt2');
    const model = json['model'] as { vocab: Record<string, number>; merges: unknown[] };
    const next = Math.max(...Object.values(model.vocab)) + 3;
    const content = 'stop';
    const made = parseTokenizer({
      ...json,
      model: { ...model, ignore_merges: true, vocab: { ...model.vocab, [content]: next } },
      added_tokens: [...(json['added_tokens'] as object[]), { id: next, content, special: true, normalized: false }],
    });
    const { ids, tokens } = made.encode('stop stop. stop!');
    expect(ids).not.toContain(next);
    expect(tokens.join('')).toBe('stopĠstop.Ġstop!');
    expect(made.encode('stop stop', { allowedSpecial: 'all' }).ids).toContain(next);
  });

  it('does not when normalization makes the text spell it', () => {
    const tokenizer = parseTokenizer(tokenizerJson('unigram-bytes'));
    const id = tokenizer.id('</s>');
    expect(tokenizer.encode('</s>', { addSpecialTokens: false, allowedSpecial: 'all' }).ids).toEqual([id]);
    for (const text of ['＜/s＞', 'a ＜/s＞', '<／s>']) expect(tokenizer.encode(text, { addSpecialTokens: false }).ids, text).not.toContain(id);
  });

  it('leaves a special token of one character what it is', () => {
    const tokenizer = new Tokenizer({ model: wordLevel({ vocabulary: vocabulary('<unk>', '!') }), addedTokens: [{ id: 1, content: '!', special: true }] });
    expect(tokenizer.encode('!').ids).toEqual([1]);
  });

  it('stays linear in a text of nothing but special tokens', () => {
    const tokenizer = new Tokenizer({ model: models['merges'] as Model, addedTokens: [{ id: 1, content: '</s>', special: true }] });
    const { ids } = tokenizer.encode('</s>'.repeat(20_000));
    expect(ids).toHaveLength(20_000 * 4);
  });
});

describe('added tokens that are not special', () => {
  const tokens: AddedToken[] = [
    { id: 300, content: 'GPU' },
    { id: 301, content: '<|x|>', special: true },
    { id: 302, content: '<|x|>y', normalized: false },
  ];
  const tokenizer = new Tokenizer({ model: wordLevel({ vocabulary: createVocabulary([['<unk>', 0]]) }), preTokenizer: byteLevel(), addedTokens: tokens });

  it('are always seen', () => {
    expect(tokenizer.encode('aGPU').ids).toContain(300);
  });

  it('are seen where a special one that may not be begins', () => {
    expect(tokenizer.encode('<|x|>y').ids).toEqual([302]);
  });
});

describe('what may not be', () => {
  const tokenizer = parseTokenizer(tokenizerJson('bpe-gpt2'));
  it.each<[string, EncodeOptions, string]>([
    ['a name that is no special token', { allowedSpecial: ['GPU'] }, 'allowedSpecial must be a list of special tokens of this tokenizer, got "GPU"'],
    ['a name that is no token', { allowedSpecial: ['<|nothing|>'] }, '<|nothing|>'],
    ['another word', { allowedSpecial: 'some' as 'all' }, "allowedSpecial must be 'all', 'none' or a list of special tokens"],
    ['a range that runs backwards', { plain: [[2, 1]] }, 'plain must be [start, end]'],
    ['a range beyond the text', { plain: [[0, 4]] }, '0 <= start <= end <= 3'],
  ])('%s', (_, options, message) => {
    expect(() => tokenizer.encode('abc', options)).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message: expect.stringContaining(message) as string }) as Error);
  });

  it('ranges of one text where there are two', () => {
    expect(() => tokenizer.encodePair('abc', 'abc', { plain: [[0, 1]] })).toThrow(/plain/);
  });
});
