import { indexed, texts } from '@figment/core/data';
import type { Tokenizer } from '@figment/core/interfaces';
import { describe, expect, it } from 'vitest';

import { Language } from '../language/language.ts';
import { IGNORED } from './batches.ts';
import { languageModelData } from './language-model-data.ts';
import { sequenceToSequenceData } from './sequence-to-sequence-data.ts';
import type { Chats, TextPairs } from './sources.ts';
import { textEncoderData } from './text-encoder-data.ts';

/** Bytes, and four ids above them. */
const END = 256, START = 257, PADDING = 258, MASK = 259;
const bytes: Tokenizer = { encode: (text) => ({ ids: Array.from(new TextEncoder().encode(text)) }), decode: (ids) => new TextDecoder().decode(Uint8Array.from(ids)), vocabularySize: 260 };
const language = new Language({ vocabulary: 260, ids: { end: [END], decoderStart: START, padding: PADDING, mask: MASK } }, bytes);
const call = { signal: new AbortController().signal };

const pairs = (all: readonly (readonly [string, string])[]) => indexed<TextPairs>({ title: 'pairs', size: all.length, fields: { source: { kind: 'text' }, target: { kind: 'text' } }, read: (indices) => Promise.resolve({ source: Array.from(indices, (i) => all[i]![0]), target: Array.from(indices, (i) => all[i]![1]) }) });
const first = async <Batch>(batches: AsyncIterable<Batch>): Promise<Record<string, { data: ArrayLike<number>; shape: readonly number[] }>> => {
  for await (const batch of batches) return batch as never;
  throw new Error('no batch');
};
const ids = (text: string): number[] => [...bytes.encode(text).ids];

describe('data of language models', () => {
  it('end each text, and know its bytes', async () => {
    const rows = await first((await languageModelData(texts(['ab', '한']), { language, context: 8 }, call)).pass({ batchSize: 1 }));
    expect(Array.from(rows['ids']!.data)).toEqual([...ids('ab'), END, ...ids('한'), 0, 0]);
    expect(Array.from(rows['targets']!.data)).toEqual([...ids('b'), END, ...ids('한'), END, IGNORED, IGNORED]);
    // Each text's bytes are shared out over its ids: a third of 'ab' is not foreseen.
    expect(rows['bytes']!.data[0]).toBeCloseTo((2 * 2) / 3 + 3, 6);
  });

  it('learn what the assistant says, and where it ends, alone', async () => {
    const chat = [{ role: 'user', content: 'hi' }, { role: 'assistant', content: 'yo' }] as const;
    const data = indexed<Chats>({ title: 'chats', size: 1, fields: { chat: { kind: 'chat' } }, read: () => Promise.resolve({ chat: [chat] }) });
    const rows = await first((await languageModelData(data, { language, context: 64 }, call)).pass({ batchSize: 1 }));
    expect(Array.from(rows['targets']!.data).filter((id) => id !== IGNORED)).toEqual([...ids(' yo'), END]);
    expect(Array.from(rows['segments']!.data)).toContain(0);
  });
});

describe('data of encoder-decoders', () => {
  const options = { language, context: 8, prefix: '', objective: 'translate' } as const;

  it('have targets begin with a start, and end', async () => {
    const data = await sequenceToSequenceData(pairs([['ab', 'xyz'], ['c', ''], ['far too long', 'x']]), options, call);
    expect(data.size).toBe(2);
    expect(data.title).toBe('pairs, 2 of 3 pairs: the others are longer than 8 tokens');
    const rows = await first(data.pass({ batchSize: 2 }));
    expect(Array.from(rows['ids']!.data)).toEqual([...ids('ab'), ...ids('c'), PADDING]);
    expect(Array.from(rows['mask']!.data)).toEqual([1, 1, 1, 0]);
    expect(Array.from(rows['targetIds']!.data)).toEqual([START, ...ids('xyz'), START, PADDING, PADDING, PADDING]);
    expect(Array.from(rows['targets']!.data)).toEqual([...ids('xyz'), END, END, IGNORED, IGNORED, IGNORED]);
  });

  it('begin sources with what the config puts there', async () => {
    const rows = await first((await sequenceToSequenceData(pairs([['a', 'b']]), { ...options, prefix: 'ko: ' }, call)).pass({ batchSize: 1 }));
    expect(Array.from(rows['ids']!.data)).toEqual(ids('ko: a'));
  });

  it('cut spans out of texts, behind sentinels that the tokenizer lacks', async () => {
    const larger = new Language({ vocabulary: 264, ids: { end: [END], decoderStart: START } }, bytes);
    const rows = await first((await sequenceToSequenceData(texts(['abcdefghijkl']), { ...options, language: larger, context: 16, objective: 'spans' }, call)).pass({ batchSize: 1 }));
    expect(Array.from(rows['ids']!.data)).toContain(263);
    expect(rows['ids']!.shape).toEqual([1, 13]);
    expect([rows['targets']!.data[0], Array.from(rows['targets']!.data).at(-1), rows['targetIds']!.data[0]]).toEqual([263, END, START]);
  });

  it('say what is lacking', async () => {
    await expect(sequenceToSequenceData(texts(['a']), options, call)).rejects.toMatchObject({ code: 'DATA_INVALID', message: 'config.objective is translate, which learns from source and target, but texts has text.' });
    await expect(sequenceToSequenceData(texts(['a']), { ...options, objective: 'spans' }, call)).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
    await expect(sequenceToSequenceData(pairs([['far too long', 'x']]), options, call)).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    const endless = new Language({ vocabulary: 260, ids: {} }, bytes);
    await expect(sequenceToSequenceData(pairs([['a', 'x']]), { ...options, language: endless }, call)).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
  });
});

describe('data of encoders', () => {
  const options = { language, context: 8, classes: 2 } as const;

  it('hide words of stretches as long as the context', async () => {
    const rows = await first((await textEncoderData(texts(['abcdefghijkl']), { ...options, objective: 'masked' }, call)).pass({ batchSize: 2 }));
    expect(rows['ids']!.shape).toEqual([2, 8]);
    expect(Array.from(rows['mask']!.data)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
    expect(Array.from(rows['targets']!.data).filter((id) => id !== IGNORED)).toHaveLength(2);
    expect(Array.from(rows['ids']!.data)[12]).toBe(END);
  });

  it('put texts beside those that mean the same, or beside their labels', async () => {
    const both = await first((await textEncoderData(pairs([['a', 'bc']]), { ...options, objective: 'contrastive' }, call)).pass({ batchSize: 1 }));
    expect([both['ids'], both['positiveIds']].map((field) => Array.from(field!.data))).toEqual([ids('a'), ids('bc')]);
    const labelled = (label: number) => indexed({ title: 'labelled', size: 1, fields: { text: { kind: 'text' }, label: { kind: 'label' } }, read: () => Promise.resolve({ text: ['ab'], label: { data: Int32Array.of(label), shape: [1] } }) });
    const rows = await first((await textEncoderData(labelled(1) as never, { ...options, objective: 'classify' }, call)).pass({ batchSize: 1 }));
    expect(Array.from(rows['label']!.data)).toEqual([1]);
    await expect(textEncoderData(labelled(2) as never, { ...options, objective: 'classify' }, call)).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining('label[0] of labelled must be below 2') as string });
  });

  it('say what is lacking', async () => {
    await expect(textEncoderData(texts(['a']), { ...options, objective: 'contrastive' }, call)).rejects.toMatchObject({ code: 'DATA_INVALID' });
    const maskless = new Language({ vocabulary: 260, ids: {} }, bytes);
    await expect(textEncoderData(texts(['a']), { ...options, language: maskless, objective: 'masked' }, call)).rejects.toMatchObject({ code: 'TOKENIZER_MISMATCH' });
  });
});
