import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { idx, readIdx, writeIdx } from './idx.ts';

// Written by hand after the format's description: magic 0x00000803, then 2 x 2 x 3, then the bytes.
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);

describe('IDX files', () => {
  it('are read as bytes, packed or not, with labels', async () => {
    const dataset = await idx(images, new Uint8Array(gzipSync(labels)));
    expect(dataset.fields).toEqual({ image: { kind: 'image', shape: [2, 3, 1] }, label: { kind: 'label', shape: [] } });
    expect(await dataset.read([1])).toEqual({ image: { data: Uint8Array.of(7, 8, 9, 10, 11, 12), shape: [1, 2, 3, 1] }, label: { data: Int32Array.of(9), shape: [1] } });
  });

  it('can be padded, come as files, and lack labels', async () => {
    const dataset = await idx(new File([images], 'pictures.idx'), { size: 4 });
    expect([dataset.title, dataset.fields.image.shape]).toEqual(['pictures.idx', [4, 4, 1]]);
  });

  it('hold signed, wide and floating numbers, big-endian', async () => {
    expect(await readIdx(Uint8Array.of(0, 0, 9, 1, 0, 0, 0, 1, 255))).toEqual({ data: Int32Array.of(-1), shape: [1] });
    expect(await readIdx(Uint8Array.of(0, 0, 0x0b, 1, 0, 0, 0, 1, 1, 2))).toEqual({ data: Int32Array.of(258), shape: [1] });
    expect(await readIdx(Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0))).toEqual({ data: Float32Array.of(1.5), shape: [1] });
    expect(await readIdx(Uint8Array.of(0, 0, 0x0e, 1, 0, 0, 0, 1, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0))).toEqual({ data: Float32Array.of(1.5), shape: [1] });
  });

  it('are written as they are read', async () => {
    expect(writeIdx({ data: images.slice(16), shape: [2, 2, 3] })).toEqual(images);
    for (const data of [Int32Array.of(-5, 70_000), Float32Array.of(0.25, -1e9)]) expect(await readIdx(writeIdx({ data, shape: [1, 2] }))).toEqual({ data, shape: [1, 2] });
  });

  it.each([
    ['one that is cut off', images.slice(0, 20), '28 bytes, got 20'],
    ['one with too much in it', Uint8Array.of(...labels, 0), '10 bytes, got 11'],
    ['a header that is cut off', images.slice(0, 6), 'cut off'],
    ['another file', new TextEncoder().encode('PNG and so on'), 'must be an IDX file'],
    ['an unknown type', Uint8Array.of(0, 0, 7, 1, 0, 0, 0, 0), 'must be an IDX file'],
    ['a gzip file that is cut off', new Uint8Array(gzipSync(images)).slice(0, 25), 'complete gzip file'],
  ])('are refused when broken: %s', async (_, file, message) => {
    await expect(readIdx(file)).rejects.toMatchObject({ code: 'DATA_INVALID', message: expect.stringContaining(message) as string });
  });

  it('must fit together', async () => {
    await expect(idx(labels, labels)).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    await expect(idx(images, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7))).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    await expect(idx('/nowhere/images.gz')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
