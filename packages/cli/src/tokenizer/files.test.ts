import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { linesOf } from './lines.ts';
import { writeTokenizerFiles } from './write-files.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'figment-files-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe('the lines of text files', () => {
  it('come one file after the other, each with its end', async () => {
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    await writeFile(a, '하나\r\n\n둘');
    await writeFile(b, '셋\n');
    expect(await collected(linesOf([a, b]))).toEqual(['하나\r\n', '\n', '둘', '셋\n']);
  });

  it('are whole wherever the file is cut into chunks', async () => {
    const path = join(folder, 'big');
    const lines = Array.from({ length: 120_000 }, (_, i) => `${i} 안녕하세요 👋🏽\n`);
    await writeFile(path, lines.join(''));
    const read: number[] = [];
    expect(await collected(linesOf([path], ({ bytes, of }) => read.push(bytes / of)))).toEqual(lines);
    expect(read.length).toBeGreaterThan(2);
    expect(read.at(-1)).toBe(1);
  });

  it('are refused where there is no file', async () => {
    await expect(collected(linesOf([join(folder, 'none')]))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(collected(linesOf([folder]))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('the files of a tokenizer', () => {
  it('go into a folder that is made, or the one that holds all into the file that is named', async () => {
    const files = { 'tokenizer.json': '{}', 'tokenizer_config.json': '{"a": 1}' };
    expect(await writeTokenizerFiles(join(folder, 'new', 'tok'), files)).toEqual([join(folder, 'new/tok/tokenizer.json'), join(folder, 'new/tok/tokenizer_config.json')]);
    expect(await writeTokenizerFiles(join(folder, 'tok.json'), files)).toEqual([join(folder, 'tok.json')]);
    expect(await readFile(join(folder, 'tok.json'), 'utf8')).toBe('{}');
    expect((await readdir(folder)).sort()).toEqual(['new', 'tok.json']);
  });

  it('are refused where one file can not hold them, and where nothing can be written', async () => {
    await expect(writeTokenizerFiles(join(folder, 'x.json'), { a: '', b: '' })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    await writeFile(join(folder, 'file'), '');
    await expect(writeTokenizerFiles(join(folder, 'file', 'below'), { a: '' })).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(await readdir(folder)).toEqual(['file']);
  });
});
