import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { IndexedDataset } from '../indexed.ts';
import { textFiles } from './texts.ts';

let folder: string;
const all = async (dataset: IndexedDataset<{ readonly text: readonly string[] }>) => (await dataset.read(Array.from({ length: dataset.size }, (_, i) => i))).text;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'texts-'));
  await writeFile(join(folder, 'b.txt'), 'line one\nline two\r\n\n  \nnext 단락\n');
  await writeFile(join(folder, 'a.md'), 'first');
  await writeFile(join(folder, 'c.bin'), 'ignored');
  await writeFile(join(folder, 'latin1.log'), Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
});
afterAll(() => rm(folder, { recursive: true }));

describe('textFiles', () => {
  it('reads a folder in the order of its names: by file, line or paragraph', async () => {
    expect(await all(await textFiles(folder))).toEqual(['first', 'line one\nline two\r\n\n  \nnext 단락\n']);
    expect(await all(await textFiles(folder, { by: 'line' }))).toEqual(['first', 'line one', 'line two', 'next 단락']);
    expect(await all(await textFiles(join(folder, 'b.txt'), { by: 'paragraph' }))).toEqual(['line one\nline two', 'next 단락\n']);
  });

  it('reads files that a user chose', async () => {
    expect(await all(await textFiles([new File(['one'], 'a.txt'), new Blob(['two'])]))).toEqual(['one', 'two']);
  });

  it('says what is missing, empty, or not UTF-8', async () => {
    await expect(textFiles(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(textFiles(new Blob([' \n']))).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    await expect(textFiles(join(folder, 'latin1.log'))).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining('latin1.log') as string });
  });
});
