import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lines } from './lines.ts';

async function all(source: Parameters<typeof lines>[0]): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines(source)) found.push(line);
  return found;
}

/** A file that comes in chunks of one byte: characters are cut. */
function trickling(bytes: Uint8Array): Blob {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  let at = 0;
  blob.stream = () => new ReadableStream({ pull(controller) {
    if (at < bytes.length) controller.enqueue(bytes.slice(at, ++at));
    else controller.close();
  } });
  return blob;
}

const encoder = new TextEncoder();

describe('lines', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'figment-lines-')); });
  afterAll(async () => { await rm(folder, { recursive: true }); });

  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\nb\r\nc', ['a', '', 'b', 'c']],
    ['\n', ['']],
    ['\uFEFF한국어\n👋🏽 x\u0085y\u2028z\rw\n', ['한국어', '👋🏽 x\u0085y\u2028z\rw']],
  ])('reads %j', async (text, expected) => {
    expect(await all(new Blob([text]))).toEqual(expected);
    expect(await all(trickling(encoder.encode(text)))).toEqual(expected);
  });

  it('reads files of any length from disk', async () => {
    const expected = Array.from({ length: 20_000 }, (_, i) => `${i} 줄 ${'x'.repeat(i % 50)}`);
    await writeFile(join(folder, 'long.txt'), expected.join('\n'));
    expect(await all(join(folder, 'long.txt'))).toEqual(expected);
  });

  it.each([
    [[0x61, 0x0a, 0xff, 0x62], 2],
    [[0x61, 0xed, 0xa0, 0x80], 1],
    [[0x61, 0xe3, 0x81], 1],
    [[0xe3, 0x81, 0x82, 0xe3, 0x28], 3],
  ])('says where %j is no UTF-8', async (bytes, at) => {
    const error = { code: 'DATA_INVALID', message: expect.stringContaining(`at byte ${at}.`) as string };
    await expect(all(new Blob([new Uint8Array(bytes)]))).rejects.toMatchObject(error);
    await expect(all(trickling(new Uint8Array(bytes)))).rejects.toMatchObject(error);
  });

  it('gives the lines before the broken one', async () => {
    const found: string[] = [];
    await expect((async () => { for await (const line of lines(trickling(new Uint8Array([0x61, 0x0a, 0xff])))) found.push(line); })()).rejects.toThrow();
    expect(found).toEqual(['a']);
  });

  it('stops reading when nobody asks for more', async () => {
    let isCancelled = false;
    const blob = new Blob([]);
    blob.stream = () => new ReadableStream({ pull(controller) { controller.enqueue(encoder.encode('a\n')); }, cancel() { isCancelled = true; } });
    for await (const line of lines(blob)) if (line === 'a') break;
    expect(isCancelled).toBe(true);
  });

  it('says what is missing', async () => {
    await expect(all(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining('there is none') as string });
    await expect(all(folder)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining('there is a folder') as string });
  });
});
