import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { HostArray } from '../../tensor.ts';
import { droppedFiles, imageFiles } from './image-files.ts';
import { imageFolder } from './image-folder.ts';

const flat = (level: number) => sharp({ create: { width: 12, height: 8, channels: 3, background: { r: level, g: level, b: level } } });
let folder: string;

async function put(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** The first byte of every picture. */
async function levels(dataset: { readonly size: number; read(indices: ArrayLike<number>): Promise<{ readonly image: HostArray }> }): Promise<number[]> {
  const { image } = await dataset.read(Array.from({ length: dataset.size }, (_, i) => i));
  const size = image.data.length / dataset.size;
  return Array.from({ length: dataset.size }, (_, i) => image.data[i * size] as number);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('imageFolder', () => {
  it('reads PNG, JPEG and WebP in the order of their paths, in folders below too, and nothing else', async () => {
    await put('b.png', await flat(20).png().toBuffer());
    await put('a/z.JPG', await flat(10).jpeg({ quality: 100 }).toBuffer());
    await put('c.webp', await flat(30).webp({ lossless: true }).toBuffer());
    await put('notes.txt', 'no picture');
    await put('.hidden.png', await flat(40).png().toBuffer());
    const dataset = await imageFolder(folder, { size: 4 });
    expect(dataset.files).toEqual(['a/z.JPG', 'b.png', 'c.webp']);
    expect(dataset.fields).toEqual({ image: { kind: 'image', shape: [4, 4, 3] } });
    expect(await levels(dataset)).toEqual([10, 20, 30]);
    expect((await imageFolder(`${folder}/`, { size: [2, 3], channels: 1 })).fields.image.shape).toEqual([2, 3, 1]);
  });

  it('labels pictures by their folder and captions them by the text beside them', async () => {
    for (const [path, level] of [['dog/rex.png', 1], ['cat/tom.png', 2], ['cat/kit.png', 3]] as const) await put(path, await flat(level).png().toBuffer());
    await put('cat/tom.txt', 'a gray cat\n');
    const dataset = await imageFolder(folder, { size: 4, labels: true, captions: true });
    expect(dataset.labelNames).toEqual(['cat', 'dog']);
    expect(await dataset.read([0, 1, 2])).toMatchObject({ label: { data: Int32Array.of(0, 0, 1), shape: [3] }, text: ['', 'a gray cat', ''] });
  });

  it('leaves out a broken picture among good ones and reports it by name', async () => {
    await put('good.png', await flat(5).png().toBuffer());
    await put('worse.png', (await flat(5).png().toBuffer()).subarray(0, 60));
    await put('bad.jpg', 'not a picture');
    const progress: number[] = [];
    const dataset = await imageFolder(folder, { size: 4, onProgress: ({ done }) => progress.push(done) });
    expect(dataset.files).toEqual(['good.png']);
    expect(dataset.skipped.map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([['IMAGE_UNREADABLE', 'bad.jpg'], ['IMAGE_UNREADABLE', 'worse.png']]);
    expect(progress).toEqual([1, 2, 3]);
  });

  it('throws at the broken picture if asked to', async () => {
    await put('good.png', await flat(5).png().toBuffer());
    await put('bad.jpg', 'not a picture');
    await expect(imageFolder(folder, { size: 4, onUnreadable: 'throw' })).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE', message: expect.stringContaining('bad.jpg') as string });
  });

  it('says when there is no folder, no picture, no readable picture, or no size', async () => {
    await expect(imageFolder(join(folder, 'none'), { size: 4 })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(imageFolder(folder, { size: 4 })).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    await put('bad.jpg', 'not a picture');
    await expect(imageFolder(folder, { size: 4 })).rejects.toMatchObject({ code: 'DATA_EMPTY', message: expect.stringContaining('bad.jpg') as string });
    await expect(imageFolder(folder, { size: -1 })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });

  it('stops when it is aborted', async () => {
    await put('good.png', await flat(5).png().toBuffer());
    await expect(imageFolder(folder, { size: 4, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('imageFiles', () => {
  it('reads files that a user chose, with captions among them', async () => {
    const files = [
      new File([await flat(9).png().toBuffer()], 'two.png', { type: 'image/png' }),
      new File(['the first'], 'one.txt', { type: 'text/plain' }),
      new File([await flat(8).png().toBuffer()], 'one.png', { type: 'image/png' }),
      new File(['broken'], 'three.webp', { type: 'image/webp' }),
    ];
    const dataset = await imageFiles(files, { size: 4, captions: true });
    expect(await levels(dataset)).toEqual([8, 9]);
    expect((await dataset.read([0, 1])).text).toEqual(['the first', '']);
    expect(dataset.skipped.map(({ message }) => message.split(' ')[0])).toEqual(['three.webp']);
  });

  it('keeps the folders of what was dropped', async () => {
    const picture = await flat(8).png().toBuffer();
    const entry = (fullPath: string): unknown => ({ isFile: true, fullPath, file: (done: (file: File) => void) => { done(new File([picture], fullPath.split('/').at(-1) ?? '')); } });
    const tree = (fullPath: string, portions: unknown[][]): unknown => ({
      isFile: false,
      fullPath,
      createReader: () => ({ readEntries: (done: (entries: unknown[]) => void) => { done(portions.shift() ?? []); } }),
    });
    const dropped = [tree('/pets', [[tree('/pets/cat', [[entry('/pets/cat/a.png')], [entry('/pets/cat/b.png')]])], [tree('/pets/dog', [[entry('/pets/dog/c.png')]])]]), entry('/loose.png')];
    const files = await droppedFiles({ items: dropped.map((item) => ({ webkitGetAsEntry: () => item })), files: [] } as unknown as DataTransfer);
    const dataset = await imageFiles(files, { size: 4, labels: true });
    expect(dataset.files).toEqual(['loose.png', 'pets/cat/a.png', 'pets/cat/b.png', 'pets/dog/c.png']);
    expect(dataset.labelNames).toEqual(['', 'pets/cat', 'pets/dog']);
  });
});
