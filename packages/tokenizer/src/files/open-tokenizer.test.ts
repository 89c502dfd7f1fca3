import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { o200k } from '../presets/index.ts';
import { gguf } from '../testing/write-gguf.ts';
import { openTokenizer } from './open-tokenizer.ts';

const here = (name: string): URL => new URL(name, import.meta.url);
const json = JSON.stringify({
  version: '1.0',
  added_tokens: [],
  pre_tokenizer: { type: 'Whitespace' },
  model: { type: 'WordLevel', vocab: { '<unk>': 0, a: 1, b: 2, '<s>': 3 }, unk_token: '<unk>' },
});
const config = JSON.stringify({ bos_token: '<s>', chat_template: '{{ messages }}' });
const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', '##b', ''].join('\n');
const ranks = `${Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}\n`).join('')}${btoa('ab')} 256\n`;
const header = gguf([['tokenizer.ggml.model', 'string', 'gpt2'], ['tokenizer.ggml.pre', 'string', 'gpt-2'], ['tokenizer.ggml.tokens', 'strings', ['a', 'b']]]);

let root: string;
const folder = async (name: string, files: Record<string, string | Uint8Array>): Promise<string> => {
  await mkdir(join(root, name), { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(root, name, file), content);
  return join(root, name);
};
beforeAll(async () => { root = await mkdtemp(join(tmpdir(), 'figment-tokenizer-')); });
afterAll(async () => { await rm(root, { recursive: true }); });

const encoded = async (...args: Parameters<typeof openTokenizer>): Promise<readonly number[]> => [...(await openTokenizer(...args)).encode('ab').ids];

describe('openTokenizer', () => {
  it('opens a folder with a tokenizer.json, and what lies beside it', async () => {
    const path = await folder('json', { 'tokenizer.json': json, 'tokenizer_config.json': config, 'model.safetensors': 'x' });
    for (const source of [path, `${path}/`, join(path, 'tokenizer.json'), pathToFileURL(path)]) {
      const tokenizer = await openTokenizer(source);
      expect([...tokenizer.encode('a c').ids]).toEqual([1, 0]);
      expect(tokenizer.specialTokens.bos).toBe('<s>');
      expect(tokenizer.config.chatTemplates).toEqual({ default: '{{ messages }}' });
    }
  });

  it('takes the chat template of a file of its own', async () => {
    const path = await folder('jinja', { 'tokenizer.json': json, 'tokenizer_config.json': config, 'chat_template.jinja': '{{ own }}' });
    expect((await openTokenizer(path)).config.chatTemplates).toEqual({ default: '{{ own }}' });
  });

  it('opens a SentencePiece model, whatever it is called', async () => {
    const model = await readFile(here('sentencepiece/llama.model'));
    const expected = await encoded({ 'tokenizer.model': new Blob([model]) });
    expect(expected.length).toBeGreaterThan(0);
    expect(await encoded(await folder('spm', { 'sentencepiece.bpe.model': model }))).toEqual(expected);
    expect(await encoded(new Blob([model]))).toEqual(expected);
  });

  it('puts around texts what the family of a SentencePiece model does', async () => {
    const model = new Blob([await readFile(here('sentencepiece/unigram.model'))]);
    const open = (fields: object): ReturnType<typeof openTokenizer> => openTokenizer({ 'spiece.model': model, 'tokenizer_config.json': JSON.stringify(fields) });
    const bare = await openTokenizer(model);
    const t5 = await open({ tokenizer_class: 'T5TokenizerFast', eos_token: '</s>', extra_ids: 2 });
    expect([...t5.encode('text').tokens]).toEqual([...bare.encode('text').tokens, '</s>']);
    expect(t5.id('<extra_id_0>')).toBe(bare.vocabularySize + 1);
    const roberta = await open({ tokenizer_class: 'XLMRobertaTokenizer' });
    expect([...roberta.encodePair('text', 'text').tokens]).toEqual(['<s>', ...bare.encode('text').tokens, '</s>', '</s>', ...bare.encode('text').tokens, '</s>']);
    expect(['<s>', '<pad>', '</s>', '<unk>', '<mask>'].map((token) => roberta.id(token))).toEqual([0, 1, 2, 3, bare.vocabularySize + 1]);
    expect(roberta.encode('text').ids[1]).toBe(bare.encode('text').ids[0]! + 1);
    const llama = await open({ tokenizer_class: 'LlamaTokenizer', add_eos_token: true });
    expect([...llama.encode('text').tokens]).toEqual(['<s>', ...bare.encode('text').tokens, '</s>']);
    await expect(open({ tokenizer_class: 'MBartTokenizer' })).rejects.toMatchObject({ code: 'TOKENIZER_UNSUPPORTED', message: expect.stringContaining('"MBartTokenizer"') as string });
  });

  it('adds tokens of older files', async () => {
    const model = new Blob([await readFile(here('sentencepiece/llama.model'))]);
    const size = (await openTokenizer(model)).vocabularySize;
    expect((await openTokenizer({ 'tokenizer.model': model, 'added_tokens.json': JSON.stringify({ '<new>': size }) })).id('<new>')).toBe(size);
  });

  it('opens ranks of tiktoken with the preset that their name says, or a given one', async () => {
    const preset = { ...o200k, specialTokens: { '<|endoftext|>': 257 } };
    expect(await encoded(new Blob([ranks]), { preset })).toEqual([256]);
    expect(await encoded({ 'tokenizer.model': ranks }, { preset })).toEqual([256]);
    await expect(openTokenizer({ 'mine.tiktoken': ranks })).rejects.toMatchObject({ code: 'TOKENIZER_UNSUPPORTED', message: expect.stringContaining('preset') as string });
    const named = await openTokenizer({ 'gpt2.tiktoken': ranks });
    expect([[...named.encode('ab').ids], named.id('<|endoftext|>')]).toEqual([[256], 50256]);
  });

  it('opens BERT vocabularies', async () => {
    expect(await encoded(new Blob([vocabulary]))).toEqual([2, 5, 6, 3]);
    const tokenizer = await openTokenizer({ 'vocab.txt': vocabulary, 'tokenizer_config.json': '{"do_lower_case": false}' });
    expect([...tokenizer.encode('AB').ids]).toEqual([2, 1, 3]);
  });

  it('opens a vocab.json with its merges.txt', async () => {
    const files = { 'vocab.json': JSON.stringify({ a: 0, b: 1, ab: 2, 'Ġ': 3, '<|endoftext|>': 4 }), 'merges.txt': '#version: 0.2\na b\n' };
    expect(await encoded(files)).toEqual([2]);
    expect(await encoded({ ...files, 'tokenizer_config.json': '{"add_prefix_space": true}' })).toEqual([3, 2]);
    expect((await openTokenizer({ ...files, 'tokenizer_config.json': '{"tokenizer_class": "Qwen2Tokenizer"}' })).normalizer?.spec).toEqual({ type: 'NFC' });
    await expect(openTokenizer({ 'vocab.json': files['vocab.json'] })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining('merges.txt') as string });
  });

  it('opens GGUF files', async () => {
    expect(await encoded(join(await folder('gguf', { 'model.gguf': header }), 'model.gguf'))).toEqual([0, 1]);
    expect(await encoded(join(root, 'gguf'))).toEqual([0, 1]);
  });

  it.each([
    ['no file or folder', async () => join(root, 'nothing'), 'FILE_NOT_FOUND', 'there is none'],
    ['a folder without a tokenizer', async () => folder('empty', { 'a.bin': 'x', 'b.txt': 'y' }), 'FILE_NOT_FOUND', /looked for tokenizer\.json.*Found a\.bin, b\.txt\./],
    ['no files', async () => ({}), 'FILE_NOT_FOUND', 'Found nothing'],
    ['another file', async () => new Blob([new Uint8Array([1, 2, 3])]), 'TOKENIZER_UNSUPPORTED', 'starts with the bytes 01 02 03'],
    ['an empty file', async () => new Blob([]), 'TOKENIZER_UNSUPPORTED', 'is empty'],
    ['a damaged tokenizer.json', async () => ({ 'tokenizer.json': json.slice(0, -5) }), 'TOKENIZER_INVALID', 'tokenizer.json is no JSON'],
    ['text that is no UTF-8', async () => new Blob(['{', new Uint8Array([0xff])]), 'TOKENIZER_INVALID', 'UTF-8'],
  ] as const)('says what is wrong with %s', async (_, source, code, message) => {
    await expect(openTokenizer(await source())).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('says that a file was gone before it was read', async () => {
    const blob = new Blob([json]);
    blob.slice = () => { throw new DOMException('gone', 'NotReadableError'); };
    await expect(openTokenizer(blob)).rejects.toMatchObject({ code: 'STORAGE_FAILED', message: expect.stringContaining('gone') as string });
  });
});

describe('openTokenizer of a URL', () => {
  const files: Record<string, string | Uint8Array> = { '/a/tokenizer.json': json, '/a/tokenizer_config.json': config, '/b/model.gguf': new Uint8Array([...header, ...new Uint8Array(4 << 20)]) };
  let server: Server;
  let sent = 0;
  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      const file = files[url];
      if (url.startsWith('/page/')) response.setHeader('content-type', 'text/html').end('<html>');
      else if (url.startsWith('/broken/')) response.writeHead(500).end();
      else if (file === undefined) response.writeHead(404).end();
      else {
        response.setHeader('content-length', Buffer.byteLength(file));
        response.end(file, () => { sent++; });
      }
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  });
  afterAll(() => { server.close(); });
  const address = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  it('opens files and folders of servers', async () => {
    for (const path of ['/a', '/a/', '/a/tokenizer.json']) expect((await openTokenizer(address(path))).specialTokens.bos).toBe('<s>');
    expect(await encoded(new URL(address('/b/model.gguf')))).toEqual([0, 1]);
    expect(sent).toBeGreaterThan(0);
  });
  it.each([['/none', 'FILE_NOT_FOUND', 'looked for'], ['/page/', 'FILE_NOT_FOUND', 'looked for'], ['/broken/', 'STORAGE_FAILED', '500']])('says what is wrong with %s', async (path, code, message) => {
    await expect(openTokenizer(address(path))).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });
});
