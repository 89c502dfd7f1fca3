import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bpe, wordLevel } from '../models/index.ts';
import { Tokenizer } from '../tokenizer.ts';
import { createVocabulary } from '../vocabulary/create-vocabulary.ts';
import { openTokenizer } from './open-tokenizer.ts';
import { saveTokenizer, tokenizerFiles } from './save-tokenizer.ts';

const vocabulary = createVocabulary({ '<unk>': 0, a: 1, b: 2, ab: 3 });
const words = new Tokenizer({ model: wordLevel({ vocabulary }), addedTokens: [{ id: 0, content: '<unk>', special: true }] });

describe('saveTokenizer', () => {
  let root: string;
  beforeAll(async () => { root = await mkdtemp(join(tmpdir(), 'figment-save-')); });
  afterAll(async () => { await rm(root, { recursive: true }); });

  it('writes what openTokenizer opens, into a folder that it makes', async () => {
    const folder = join(root, 'made');
    await saveTokenizer(words, folder);
    expect(await readdir(folder)).toEqual(['special_tokens_map.json', 'tokenizer.json', 'tokenizer_config.json']);
    expect((await openTokenizer(folder)).toJSON()).toEqual(words.toJSON());
  });

  it('makes the folders on the way', async () => {
    await saveTokenizer(words, join(root, 'no', 'where'));
    expect((await openTokenizer(join(root, 'no', 'where'))).toJSON()).toEqual(words.toJSON());
  });

  it('writes SentencePiece models', async () => {
    const model = await openTokenizer(new URL('sentencepiece/gemma.model', import.meta.url));
    await saveTokenizer(model, join(root, 'spm'), { format: 'sentencepiece' });
    const again = await openTokenizer(join(root, 'spm'));
    expect(again.toJSON()).toEqual(model.toJSON());
  });

  it('leaves what was there as it was when it fails', async () => {
    const folder = join(root, 'kept');
    await mkdir(join(folder, 'tokenizer.json'), { recursive: true });
    await writeFile(join(folder, 'tokenizer.json', 'x'), 'x');
    await writeFile(join(folder, 'special_tokens_map.json'), 'before');
    await expect(saveTokenizer(words, folder)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    await expect(saveTokenizer(words, folder, { format: 'sentencepiece' })).rejects.toMatchObject({ code: 'TOKENIZER_UNSUPPORTED' });
    expect(await readFile(join(folder, 'tokenizer.json', 'x'), 'utf8')).toBe('x');
  });

  it('says why a folder can\'t be written to', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(saveTokenizer(words, join(root, 'file'))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  });

  it.skipIf(process.getuid?.() === 0)('says that a folder is read only', async () => {
    await mkdir(join(root, 'read-only'));
    await chmod(join(root, 'read-only'), 0o500);
    await expect(saveTokenizer(words, join(root, 'read-only'))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  });
});

describe('tokenizerFiles', () => {
  it.each([
    ['sentencepiece', words, 'model: "WordLevel"'],
    ['tiktoken', words, 'WordLevel'],
    ['vocab-merges', words, 'WordLevel'],
    ['sentencepiece', new Tokenizer({ model: bpe({ vocabulary, merges: ['a b'] }) }), 'no token for unknown text'],
  ] as const)('names what %s can\'t hold', async (format, tokenizer, part) => {
    await expect(tokenizerFiles(tokenizer, format)).rejects.toMatchObject({ code: 'TOKENIZER_UNSUPPORTED', message: expect.stringContaining(part) as string });
  });
  it('refuses other formats', async () => {
    await expect(tokenizerFiles(words, 'xml' as 'tiktoken')).rejects.toThrow('format must be tokenizer.json or');
  });
});
