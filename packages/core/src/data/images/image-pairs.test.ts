import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { HostArray } from '../../tensor.ts';
import { openDataset } from '../open-dataset.ts';
import { encodePng } from './encode.ts';
import { imagePairFiles, imagePairs } from './image-pairs.ts';

let folder: string;
const dot = (level: number): Promise<Uint8Array<ArrayBuffer>> => encodePng({ data: Uint8Array.of(level), shape: [1, 1, 1] });
const put = async (path: string, level: number): Promise<void> => { await writeFile(join(folder, path), await dot(level)); };
const levels = (field: unknown): number[] => Array.from((field as HostArray).data);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pairs-'));
  for (const set of ['good', 'torn', 'heaps', 'mixed']) for (const side of ['from', 'to']) await mkdir(join(folder, set, side), { recursive: true });
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    await put(`good/from/${name}.png`, 10 + i);
    await put(`good/to/${name}.png`, 20 + i);
    await put(`torn/from/${name}.png`, i);
    await put(`heaps/from/x${i}.png`, 30 + i);
  }
  await writeFile(join(folder, 'good/from/d.png'), 'no picture');
  await put('good/to/d.png', 23);
  await put('torn/to/a.png', 5);
  for (const [i, name] of ['p', 'q'].entries()) await put(`heaps/to/${name}.png`, 40 + i);
  await put('mixed/from/a.png', 1);
  await put('mixed/loose.png', 2);
});
afterAll(() => rm(folder, { recursive: true }));

describe('pairs of pictures', () => {
  it('are files of equal names in from and to, without those of which one can not be read', async () => {
    const pairs = await imagePairs(join(folder, 'good'), { size: 1, channels: 1 });
    expect(pairs.fields).toEqual({ image: { kind: 'image', shape: [1, 1, 1] }, target: { kind: 'image', shape: [1, 1, 1] } });
    expect(pairs.size).toBe(3);
    const { image, target } = await pairs.read([2, 0]);
    expect([levels(image), levels(target)]).toEqual([[12, 10], [22, 20]]);
    expect(pairs.skipped.map(({ code }) => code)).toEqual(['IMAGE_UNREADABLE']);
  });

  it('are refused with both counts and the first file without a partner', async () => {
    await expect(imagePairs(join(folder, 'torn'), { size: 1 })).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringMatching(/got 3 in from and 1 in to: from\/b\.png has none in to, nor have 1 more\./) as string });
  });

  it('are found by openDataset, where a folder has these two and no others', async () => {
    expect(Object.keys((await openDataset(join(folder, 'good'), { size: 1 })).fields)).toEqual(['image', 'target']);
    expect(Object.keys((await openDataset(join(folder, 'heaps'), { size: 1, paired: false })).fields)).toEqual(['image', 'other']);
    expect(Object.keys((await openDataset(join(folder, 'mixed'), { size: 1 })).fields)).toEqual(['image']);
  });

  it('come from a page, too', async () => {
    const file = async (path: string, level: number): Promise<{ path: string; file: File }> => ({ path, file: new File([await dot(level)], path, { type: 'image/png' }) });
    const pairs = await imagePairFiles([await file('mine/to/b.png', 3), await file('mine/from/b.png', 2), await file('notes/other.png', 9)], { size: 1, channels: 1 });
    const { image, target } = await pairs.read([0]);
    expect([levels(image), levels(target)]).toEqual([[2], [3]]);
    await expect(imagePairFiles([await file('from/b.png', 2)], { size: 1 })).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });
});

describe('two heaps of pictures', () => {
  it('are gone through whole, the smaller one again and again', async () => {
    const heaps = await imagePairs(join(folder, 'heaps'), { size: 1, channels: 1, paired: false });
    expect(heaps.size).toBe(3);
    const { image, other } = await heaps.read([0, 1, 2]);
    expect(levels(image)).toEqual([30, 31, 32]);
    expect(new Set(levels(other))).toEqual(new Set([40, 41]));
  });
});
