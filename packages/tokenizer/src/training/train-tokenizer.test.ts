import { describe, expect, it } from 'vitest';

import { openTokenizer } from '../files/open-tokenizer.ts';
import { tokenizerFiles } from '../files/save-tokenizer.ts';
import * as normalizers from '../normalizers/index.ts';
import * as preTokenizers from '../pre-tokenizers/index.ts';
import type { Tokenizer } from '../tokenizer.ts';
import type { TrainingProgress, TrainTokenizerOptions } from './options.ts';
import { trainTokenizer } from './trainers.ts';

const nouns = ['학교', '친구', '책', '영화', '편지'];
const particles = ['에서', '를', '는', '에게', '은'];
const verbs = ['읽었습니다', '만났습니다', '썼습니다', '좋아합니다'];
/** Sentences in Korean and English with particles, digits and emoji. */
const texts = Array.from({ length: 400 }, (_, i) => `${nouns[i % 5]!}${particles[(i * 3) % 5]!} ${nouns[(i * 7) % 5]!}를 ${verbs[i % 4]!}. the cat sat on mat ${i} 👋🏽`);
const kinds = ['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters'] as const;
const roomy = { bpe: 400, 'sentencepiece-bpe': 450, unigram: 450, wordpiece: 300, words: 200, characters: 100 } as const;

const train = (model: TrainTokenizerOptions['model'], options: Partial<TrainTokenizerOptions> = {}): Promise<Tokenizer> => trainTokenizer(texts, { model, vocabulary: roomy[model], ...options });

describe('trainTokenizer', () => {
  it.each(kinds)('gives the same %s every time, with no more tokens than wanted', async (model) => {
    const tokenizer = await train(model);
    expect(tokenizer.vocabularySize).toBeLessThanOrEqual(roomy[model]);
    expect((await train(model)).toJSON()).toEqual(tokenizer.toJSON());
  });

  it.each([
    ['bpe', ['<|endoftext|>']],
    ['sentencepiece-bpe', ['<unk>']],
    ['unigram', ['<unk>']],
    ['wordpiece', ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']],
    ['words', ['<unk>']],
    ['characters', ['<unk>']],
  ] as const)('gives the special tokens of %s the first ids', async (model, specialTokens) => {
    const tokenizer = await train(model);
    expect(tokenizer.addedTokens.map(({ content, id, special }) => [content, id, special])).toEqual(specialTokens.map((token, id) => [token, id, true]));
  });

  it.each(['bpe', 'sentencepiece-bpe'] as const)('loses nothing with %s, whatever the text', async (model) => {
    const tokenizer = await train(model);
    for (const text of ['친구를 만났습니다.', '  two  spaces ', '뷁 쀍 漢字 \n\t', '👨‍👩‍👧 🇰🇷', '한글'.normalize('NFD'), '<0x41><unk>', '\0']) {
      expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text);
    }
  });

  it('loses nothing but what NFKC changes with unigram, even of texts that look like byte tokens', async () => {
    const tokenizer = await train('unigram');
    for (const text of ['친구를  만났습니다.', ' 뷁 <0x41> <0x0A>', '①', '한글'.normalize('NFD')]) expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text.normalize('NFKC'));
  });

  it('learns Korean words and particles as they are written', async () => {
    const { tokens } = (await train('unigram', { vocabulary: 600 })).encode('학교에서 친구를');
    expect(tokens.join('')).toBe('학교에서▁친구를');
    const bytes = await train('bpe', { vocabulary: 600 });
    expect(bytes.encode('친구 친구를 편지를').ids.map((id) => bytes.decode([id])).join('|')).not.toContain('\uFFFD');
  });

  it.each(['wordpiece', 'words', 'characters'] as const)('reads Hangul in jamo as in syllables with %s', async (model) => {
    const tokenizer = await train(model);
    expect(tokenizer.encode('학교에서 친구'.normalize('NFD')).ids).toEqual(tokenizer.encode('학교에서 친구').ids);
    expect(tokenizer.encode('학교에서').tokens.join('')).not.toMatch(/UNK|unk/);
  });

  it('puts around texts what BERT expects', async () => {
    const tokenizer = await train('wordpiece');
    expect(tokenizer.encodePair('the', 'cat').tokens).toEqual(['[CLS]', 'the', '[SEP]', 'cat', '[SEP]']);
    expect((await train('wordpiece', { specialTokens: ['[UNK]'] })).encode('the').tokens).toEqual(['the']);
  });

  it('takes special tokens, normalizer and pre-tokenizer of the options', async () => {
    const tokenizer = await train('bpe', { specialTokens: ['<a>', '<b>'], normalizer: normalizers.lowercase(), preTokenizer: preTokenizers.whitespace() });
    expect(tokenizer.id('<b>')).toBe(1);
    expect(tokenizer.decode(tokenizer.encode('The Cat').ids)).toBe('thecat');
    const uncut = await train('bpe', { preTokenizer: null });
    expect(uncut.encode('the cat sat on mat').ids.length).toBeLessThan((await train('bpe')).encode('the cat sat on mat').ids.length);
    expect((await train('sentencepiece-bpe', { preTokenizer: null })).encode('the cat sat on mat').tokens.some((token) => token.lastIndexOf('▁') > 0)).toBe(true);
    expect((await train('sentencepiece-bpe', { preTokenizer: preTokenizers.whitespaceSplit() })).preTokenizer?.spec).toMatchObject({ type: 'Sequence' });
    expect((await train('bpe', { preTokenizer: preTokenizers.byteLevel() })).preTokenizer?.spec).toMatchObject({ type: 'ByteLevel', use_regex: true });
  });

  it.each([['sentencepiece-bpe', {}], ['unigram', { normalizer: null }]] as const)('makes what a SentencePiece model can hold with %s', async (model, options) => {
    const trained = await train(model, options);
    const files = await tokenizerFiles(trained, 'sentencepiece');
    const opened = await openTokenizer(new Blob([files['tokenizer.model'] as Uint8Array<ArrayBuffer>]));
    for (const text of texts.slice(0, 50)) expect(opened.encode(text).ids).toEqual(trained.encode(text).ids);
  });

  it('leaves out what is rare, long or beyond the alphabet', async () => {
    const list = async (model: TrainTokenizerOptions['model'], options: Partial<TrainTokenizerOptions>): Promise<string[]> => Array.from((await train(model, options)).model.vocabulary, ([token]) => token);
    expect(await list('words', { minFrequency: 400 })).toEqual(['<unk>', '.', 'cat', 'mat', 'on', 'sat', 'the', '👋🏽']);
    expect((await list('sentencepiece-bpe', { maxTokenLength: 2 })).filter((token) => Array.from(token).length > 2 && !/^<(0x|unk)/.test(token))).toEqual([]);
    expect((await list('unigram', { maxTokenLength: 3 })).filter((token) => Array.from(token).length > 3 && !/^<(0x|unk)/.test(token))).toEqual([]);
    expect((await list('wordpiece', { limitAlphabet: 5, initialAlphabet: ['뷁'] })).filter((token) => /^.$/u.test(token))).toHaveLength(5);
    expect(await list('wordpiece', { initialAlphabet: ['뷁'] })).toContain('뷁');
  });

  it('tells how far it is, from reading to the end', async () => {
    const progress: TrainingProgress[] = [];
    await train('bpe', { onProgress: (event) => progress.push(event) });
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(new Set(['reading', 'counting', 'merging']));
    expect(progress.at(-1)).toEqual({ phase: 'merging', done: 400, of: 400 });
    progress.length = 0;
    await train('unigram', { onProgress: (event) => progress.push(event) });
    expect(progress.at(-1)).toMatchObject({ phase: 'pruning' });
  });

  it.each(['reading', 'counting', 'merging'] as const)('stops with the reason of its signal while %s', async (phase) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const training = train('bpe', { signal: controller.signal, onProgress: (event) => { if (event.phase === phase) controller.abort(reason); } });
    await expect(training).rejects.toBe(reason);
    await expect(train('words', { signal: controller.signal })).rejects.toBe(reason);
  });

  it('stops waiting for a stream that has nothing to give', async () => {
    const controller = new AbortController();
    const silent: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) };
    const training = trainTokenizer(silent, { model: 'words', vocabulary: 10, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(training).rejects.toThrow('enough');
  });

  it.each<[string, Partial<Record<keyof TrainTokenizerOptions, unknown>>, string, RegExp]>([
    ['an unknown model', { model: 'bpee' }, 'OPTIONS_INVALID', /^model must be one of "bpe", .*, got "bpee"\.$/],
    ['no size', { vocabulary: undefined }, 'OPTIONS_INVALID', /^vocabulary must be a whole number from 1 to 67108864, got undefined\.$/],
    ['half a token', { vocabulary: 1.5 }, 'OPTIONS_INVALID', /got 1\.5/],
    ['a negative frequency', { minFrequency: -1 }, 'OPTIONS_INVALID', /^minFrequency must be a whole number from 0 to 67108864, got -1\.$/],
    ['tokens of one byte only', { maxTokenLength: 1 }, 'OPTIONS_INVALID', /^maxTokenLength must be/],
    ['a special token twice', { specialTokens: ['<a>', '<a>'] }, 'OPTIONS_INVALID', /^specialTokens\[1\] must be a text that is there once, got "<a>"\.$/],
    ['an empty special token', { specialTokens: [''] }, 'OPTIONS_INVALID', /^specialTokens\[0\]/],
    ['an alphabet of syllables', { model: 'unigram', initialAlphabet: ['ab'] }, 'OPTIONS_INVALID', /^initialAlphabet\[0\] must be one character, got "ab"\.$/],
    ['an option of another kind', { limitAlphabet: 10 }, 'OPTIONS_INVALID', /^limitAlphabet must be left out for model 'bpe', where it has no meaning, got 10\.$/],
    ['unigram without a token for what is unknown', { model: 'unigram', vocabulary: 400, specialTokens: ['<s>'] }, 'OPTIONS_INVALID', /^specialTokens must be a list with a token for unknown text/],
    ['fewer tokens than bytes', { vocabulary: 100 }, 'TRAINING_INVALID', /^vocabulary must be at least 257 .*; got 100\.$/],
    ['fewer tokens than byte tokens', { model: 'sentencepiece-bpe', vocabulary: 100 }, 'TRAINING_INVALID', /^vocabulary must be at least 257 for model 'sentencepiece-bpe'/],
    ['fewer tokens than characters', { model: 'wordpiece', vocabulary: 30 }, 'TRAINING_INVALID', /^vocabulary must be at least \d+ for model 'wordpiece'/],
    ['fewer pieces than characters', { model: 'unigram', vocabulary: 260 }, 'TRAINING_INVALID', /^vocabulary must be at least/],
    ['no room beside special tokens', { model: 'words', vocabulary: 1 }, 'TRAINING_INVALID', /^vocabulary must be at least 2 /],
  ])('refuses %s', async (_, options, code, message) => {
    await expect(trainTokenizer(texts, { model: 'bpe', vocabulary: 300, ...options } as TrainTokenizerOptions)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it.each([[[]], [['', '']]])('refuses texts without text: %j', async (empty) => {
    await expect(trainTokenizer(empty, { model: 'bpe', vocabulary: 300 })).rejects.toMatchObject({ code: 'DATA_EMPTY' });
  });

  it.each(kinds)('keeps a special token of %s that texts spell, too', async (model) => {
    const tokenizer = await train(model, { specialTokens: ['<unk>', 'a', '친구', '책'] });
    expect(tokenizer.addedTokens.map(({ id }) => id)).toEqual([0, 1, 2, 3]);
    expect(tokenizer.decode(tokenizer.encode('cat 책').ids, { skipSpecialTokens: false }).replaceAll(' ', '')).toMatch(/c.*t/);
  });

  it.each(kinds)('learns %s from a single character', async (model) => {
    const tokenizer = await trainTokenizer(['가'], { model, vocabulary: 400 });
    expect(tokenizer.decode(tokenizer.encode('가').ids)).toBe('가');
  });
});
