import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { llama3 } from '../../presets/index.ts';
import { parseTokenizer } from '../tokenizer-json/parse-tokenizer.ts';
import { readModelProto } from '../sentencepiece/model-proto.ts';
import { readGgufTokenizer } from './read-gguf-tokenizer.ts';
import { gguf, type GgufEntry } from '../../testing/write-gguf.ts';

// What sentencepiece 0.2.3 makes of texts: reference.py there.
const folder = new URL('../sentencepiece/', import.meta.url);
const { texts, models } = JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8')) as { texts: string[]; models: Record<string, [number[], string | null][]> };

function sentencePieceEntries(name: string, model: string): GgufEntry[] {
  const { pieces, bosId, eosId, addDummyPrefix, removeExtraWhitespaces, charsmap } = readModelProto(readFileSync(new URL(name, folder)));
  return [
    ['general.architecture', 'string', 'llama'],
    ['tokenizer.ggml.model', 'string', model],
    ['tokenizer.ggml.tokens', 'strings', pieces.map(({ text }) => text)],
    ['tokenizer.ggml.scores', 'floats', pieces.map(({ score }) => score)],
    ['tokenizer.ggml.token_type', 'ints', pieces.map(({ type }) => type)],
    ['tokenizer.ggml.bos_token_id', 'uint', bosId],
    ['tokenizer.ggml.eos_token_id', 'uint', eosId],
    ['tokenizer.ggml.unknown_token_id', 'uint', pieces.findIndex(({ type }) => type === 2)],
    ['tokenizer.ggml.add_space_prefix', 'flag', addDummyPrefix],
    ['tokenizer.ggml.remove_extra_whitespaces', 'flag', removeExtraWhitespaces],
    ['tokenizer.ggml.precompiled_charsmap', 'bytes', [...charsmap]],
    ['tokenizer.chat_template', 'string', '{{ messages }}'],
    ['tokenizer.chat_template.tool_use', 'string', '{{ tools }}'],
  ];
}

const byteLevelEntries: readonly GgufEntry[] = [
  ['tokenizer.ggml.model', 'string', 'gpt2'],
  ['tokenizer.ggml.pre', 'string', 'llama-bpe'],
  ['tokenizer.ggml.tokens', 'strings', ['a', 'b', 'Ġ', 'ab', 'Ġab', '<|begin|>', '<|tool|>', '1', '11', '111', '1111']],
  ['tokenizer.ggml.token_type', 'ints', [1, 1, 1, 1, 1, 3, 4, 1, 1, 1, 1]],
  ['tokenizer.ggml.merges', 'strings', ['a b', 'Ġ ab', '1 1', '11 1', '11 11']],
  ['tokenizer.ggml.bos_token_id', 'uint', 5],
];

const replaced = (entries: readonly GgufEntry[], key: string, ...values: GgufEntry[]): GgufEntry[] => [...entries.filter(([name]) => name !== key), ...values];

describe('readGgufTokenizer', () => {
  it.each([['llama.model', 'llama'], ['gemma.model', 'llama'], ['unigram.model', 't5'], ['unigram-bytes.model', 't5']])('gives the ids of SentencePiece for %s', async (name, model) => {
    const tokenizer = await readGgufTokenizer(new Blob([gguf(sentencePieceEntries(name, model))]));
    for (const [i, text] of texts.entries()) expect([text, [...tokenizer.encode(text, { addSpecialTokens: false }).ids]]).toEqual([text, models[name]![i]![0]]);
  });

  it('adds what begins and ends a text as llama.cpp does', async () => {
    const entries = sentencePieceEntries('llama.model', 'llama');
    const encode = async (...more: GgufEntry[]): Promise<string[]> => [...(await readGgufTokenizer(new Blob([gguf([...entries, ...more])]))).encode('a').tokens];
    expect(await encode()).toEqual(['<s>', '▁a']);
    expect(await encode(['tokenizer.ggml.add_bos_token', 'flag', false], ['tokenizer.ggml.add_eos_token', 'flag', true])).toEqual(['▁a', '</s>']);
  });

  it('reads special tokens and chat templates', async () => {
    const { specialTokens, config } = await readGgufTokenizer(new Blob([gguf(sentencePieceEntries('llama.model', 'llama'))]));
    expect(specialTokens).toMatchObject({ bos: '<s>', eos: '</s>', unk: '<unk>' });
    expect(config.chatTemplates).toEqual({ default: '{{ messages }}', tool_use: '{{ tools }}' });
  });

  it.each([['version 2', { version: 2 }], ['version 3', {}], ['big endian', { littleEndian: false }]] as const)('reads byte-level vocabularies, %s', async (_, format) => {
    const tokenizer = await readGgufTokenizer(new Blob([gguf(byteLevelEntries, format)]));
    expect([...tokenizer.encode('ab ab1111<|tool|>').tokens]).toEqual(['<|begin|>', 'ab', 'Ġab', '111', '1', '<|tool|>']);
    expect([...tokenizer.encode('<|begin|>', { allowedSpecial: 'all', addSpecialTokens: false }).ids]).toEqual([5]);
    expect(JSON.stringify(tokenizer.preTokenizer?.spec)).toContain(JSON.stringify(llama3.pattern));
    expect(tokenizer.decode(tokenizer.encode('ab 111').ids)).toBe('ab 111');
  });

  it('reads BERT vocabularies', async () => {
    const tokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '▁un', 'aff', 'able', '▁,'];
    const tokenizer = await readGgufTokenizer(new Blob([gguf([
      ['tokenizer.ggml.model', 'string', 'bert'],
      ['tokenizer.ggml.tokens', 'strings', tokens],
      ...(['unknown', 'cls', 'seperator', 'mask'] as const).map((name, i): GgufEntry => [`tokenizer.ggml.${name}_token_id`, 'uint', i + 1]),
    ])]));
    expect([...tokenizer.encode('Unaffable, x').tokens]).toEqual(['[CLS]', 'un', '##aff', '##able', ',', '[UNK]', '[SEP]']);
  });

  it('reads no more than the header', async () => {
    const header = gguf([...byteLevelEntries, ['general.long', 'ints', new Array<number>(400_000).fill(1)]]);
    let last = 0;
    const source = { size: 2 ** 40, slice: (start: number, end: number) => ({ arrayBuffer: () => { last = Math.max(last, end); return Promise.resolve(new Uint8Array(Array.from({ length: end - start }, (_, i) => header[start + i] ?? 0)).buffer); } }) };
    expect((await readGgufTokenizer(source)).vocabularySize).toBe(11);
    expect(last).toBeLessThan(2 * header.length + 2 ** 20);
  });

  it.each([
    ['another file', new Uint8Array(100), 'TOKENIZER_INVALID', 'must start with "GGUF"'],
    ['an empty file', new Uint8Array(), 'TOKENIZER_INVALID', 'cut off'],
    ['version 1', gguf([], { version: 1 }), 'TOKENIZER_UNSUPPORTED', 'version 1'],
    ['no tokenizer', gguf([]), 'TOKENIZER_INVALID', 'tokenizer.ggml.model is missing'],
    ['no tokens', gguf(replaced(byteLevelEntries, 'tokenizer.ggml.tokens')), 'TOKENIZER_INVALID', 'tokens is missing'],
    ['an unknown model', gguf([['tokenizer.ggml.model', 'string', 'rwkv']]), 'TOKENIZER_UNSUPPORTED', '"rwkv" is not known'],
    ['an unknown pre-tokenizer', gguf(replaced(byteLevelEntries, 'tokenizer.ggml.pre', ['tokenizer.ggml.pre', 'string', 'nobody'])), 'TOKENIZER_UNSUPPORTED', '"nobody" is not known'],
    ['types of other length', gguf(replaced(byteLevelEntries, 'tokenizer.ggml.token_type', ['tokenizer.ggml.token_type', 'ints', [1]])), 'TOKENIZER_INVALID', 'a list of 11 numbers'],
    ['a field of another type', gguf(replaced(byteLevelEntries, 'tokenizer.ggml.merges', ['tokenizer.ggml.merges', 'uint', 3])), 'TOKENIZER_INVALID', 'merges must be a list of strings, got 3'],
    ['a count that the file can\'t hold', gguf(byteLevelEntries, { entries: 2 ** 40 }), 'TOKENIZER_INVALID', 'more than the file can hold'],
  ])('refuses %s', async (_, bytes, code, message) => {
    await expect(readGgufTokenizer(new Blob([bytes]))).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });
});

describe('a tokenizer from a GGUF file', () => {
  it('can be written as tokenizer.json', async () => {
    const tokenizer = await readGgufTokenizer(new Blob([gguf(byteLevelEntries)]));
    expect([...parseTokenizer(JSON.stringify(tokenizer)).encode('ab 1111').ids]).toEqual([...tokenizer.encode('ab 1111').ids]);
  });
});
