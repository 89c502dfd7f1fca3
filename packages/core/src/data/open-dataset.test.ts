import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeIdx } from './formats/idx.ts';
import { encodePng } from './images/encode.ts';
import { openDataset } from './open-dataset.ts';
import { resolveShipped, shippedIndex } from './shipped/shipped-index.ts';

let folder: string;
const gray = { data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), shape: [2, 2, 2] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
  await Promise.all(['pictures', 'mnist', 'empty'].map((name) => mkdir(join(folder, name))));
  await writeFile(join(folder, 'pictures', 'a.png'), await encodePng({ data: Uint8Array.of(9), shape: [1, 1, 1] }));
  for (const [part, label] of [['train', 1], ['t10k', 2]] as const) {
    await writeFile(join(folder, 'mnist', `${part}-images-idx3-ubyte`), writeIdx(gray));
    await writeFile(join(folder, 'mnist', `${part}-labels-idx1-ubyte`), writeIdx({ data: Uint8Array.of(label, label), shape: [2] }));
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('openDataset', () => {
  it('opens the emoji with captions in English or Korean, whole or in parts that do not overlap', async () => {
    const emoji = await openDataset('emoji');
    const korean = await openDataset('emoji', { language: 'ko' });
    expect(emoji.fields).toEqual({ image: { kind: 'image', shape: [32, 32, 3] }, text: { kind: 'text' } });
    const all = await emoji.read(Array.from({ length: emoji.size }, (_, i) => i));
    const cake = all.text.indexOf('birthday cake');
    expect((await korean.read([cake])).text).toEqual(['생일 케이크']);

    const train = await openDataset('emoji', { split: 'train' });
    const heldOut = await openDataset('emoji', { split: 'heldOut' });
    expect(train.size + heldOut.size).toBe(emoji.size);
    expect((await heldOut.read([0, 1])).text).toEqual([all.text[7], all.text[27]]);
    expect((await train.read([7])).text).toEqual([all.text[8]]);
  });

  it('opens the part of Fashion-MNIST that ships, padded, for training and for testing', async () => {
    const train = await openDataset('fashion-mnist');
    const test = await openDataset('fashion-mnist', { split: 'test' });
    expect([train.size, test.size]).toEqual([4000, 1000]);
    expect(train.fields).toEqual({ image: { kind: 'image', shape: [32, 32, 1] }, label: { kind: 'label', shape: [] } });
  });

  it('agrees with what the index says of each data set', async () => {
    const { datasets } = await shippedIndex();
    for (const { name, splits, fields, title } of datasets) {
      expect(title.ko).toMatch(/[가-힣]/);
      for (const [split, size] of Object.entries(splits)) {
        const dataset = await openDataset(name, { split });
        expect([name, split, dataset.size, dataset.fields]).toEqual([name, split, size, fields]);
      }
    }
  });

  it('opens a folder of pictures, a folder of IDX files, and one IDX file with the labels beside it', async () => {
    expect((await openDataset(join(folder, 'pictures'), { size: 8 })).fields.image.shape).toEqual([8, 8, 3]);
    const train = await openDataset(join(folder, 'mnist'), { size: 4 });
    expect(train.fields.image.shape).toEqual([4, 4, 1]);
    expect(await train.read([0])).toMatchObject({ label: { data: Int32Array.of(1) } });
    expect(await (await openDataset(join(folder, 'mnist'), { split: 'test' })).read([0])).toMatchObject({ label: { data: Int32Array.of(2) } });
    expect(await (await openDataset(join(folder, 'mnist', 't10k-images-idx3-ubyte'))).read([1])).toMatchObject({ label: { data: Int32Array.of(2) } });
  });

  it('says what it tried and what there is', async () => {
    await expect(openDataset('emojis')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringMatching(/emojis must be .* has .*emoji.*, fashion-mnist/) as string });
    await expect(openDataset('emoji', { split: 'test' })).rejects.toMatchObject({ code: 'OPTIONS_INVALID', message: expect.stringContaining('all, train, heldOut') as string });
    await expect(openDataset(join(folder, 'empty'))).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    await expect(openDataset('emoji', { baseUrl: join(folder, 'empty') })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining('empty') as string });
  });
});

describe('resolveShipped', () => {
  it('finds what ships by name, with or without models/, and leaves paths that exist', async () => {
    const path = await resolveShipped('models/emoji');
    expect(isAbsolute(path)).toBe(true);
    expect(await resolveShipped('emoji')).toBe(path);
    expect(await resolveShipped(folder)).toBe(folder);
  });

  it('says what there is instead', async () => {
    await expect(resolveShipped('models/none')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringMatching(/emoji.*, fashion-mnist/) as string });
  });
});
