import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { decodeImage } from './decode.ts';
import { encodePng } from './encode.ts';

const red = [255, 0, 0];
const blue = [0, 0, 255];
/** A row of pixels: two red ones, four blue ones, as rows of a picture of the same height. */
const wide = { data: Uint8Array.from({ length: 2 * 6 * 3 }, (_, i) => (Math.floor(i / 3) % 6 < 2 ? red : blue)[i % 3] as number), shape: [2, 6, 3] };
const raw = { raw: { width: 6, height: 2, channels: 3 } } as const;

describe('decodeImage', () => {
  it('gives back the pixels of a PNG and of a lossless WebP exactly, when no size is asked for', async () => {
    expect(await decodeImage(await encodePng(wide))).toEqual(wide);
    expect(await decodeImage(await sharp(wide.data, raw).webp({ lossless: true }).toBuffer())).toEqual(wide);
  });

  it('reads JPEG', async () => {
    const gray = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r: 128, g: 128, b: 128 } } }).jpeg({ quality: 100 }).toBuffer();
    const { data, shape } = await decodeImage(gray);
    expect(shape).toEqual([8, 8, 3]);
    // A flat gray has one coefficient, which JPEG keeps to a level.
    expect(data.every((value) => Math.abs(value - 128) <= 1)).toBe(true);
  });

  it('makes gray by the luma of Rec. 601', async () => {
    const { data, shape } = await decodeImage(await encodePng(wide), { channels: 1 });
    expect(shape).toEqual([2, 6, 1]);
    expect([data[0], data[5]]).toEqual([Math.round(0.299 * 255), Math.round(0.114 * 255)]);
  });

  it('lets the background shine through, white or the one asked for, and keeps alpha with 4 channels', async () => {
    const half = { data: Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 255), shape: [1, 2, 4] };
    const file = await encodePng(half);
    expect(Array.from((await decodeImage(file)).data)).toEqual([255, 255, 255, 255, 0, 0]);
    expect(Array.from((await decodeImage(file, { background: [1, 2, 3] })).data)).toEqual([1, 2, 3, 255, 0, 0]);
    expect(await decodeImage(file, { channels: 4 })).toEqual(half);
  });

  it('cuts from the centre, pads, or distorts', async () => {
    const file = await encodePng(wide);
    const middle = await decodeImage(file, { size: 2 });
    expect(Array.from(middle.data)).toEqual([...blue, ...blue, ...blue, ...blue]);
    const padded = await decodeImage(file, { size: 6, fit: 'contain', background: [0, 255, 0] });
    expect(padded.shape).toEqual([6, 6, 3]);
    expect(Array.from(padded.data.subarray(0, 3))).toEqual([0, 255, 0]);
    expect(Array.from(padded.data.subarray(2 * 18, 3 * 18))).toEqual(Array.from(wide.data.subarray(0, 18)));
    expect((await decodeImage(file, { size: [5, 3], fit: 'fill' })).shape).toEqual([5, 3, 3]);
  });

  it('turns a picture upright as its EXIF orientation says', async () => {
    const file = await sharp(wide.data, raw).withMetadata({ orientation: 6 }).png().toBuffer();
    const { data, shape } = await decodeImage(file);
    expect(shape).toEqual([6, 2, 3]);
    expect(Array.from(data.subarray(0, 6))).toEqual([...red, ...red]);
    expect(Array.from(data.subarray(-6))).toEqual([...blue, ...blue]);
  });

  it('reads 16 bits a channel and palettes as bytes', async () => {
    const deep = await sharp(wide.data, raw).toColourspace('rgb16').png().toBuffer();
    expect(await decodeImage(deep)).toEqual(wide);
    expect(await decodeImage(await sharp(wide.data, raw).png({ palette: true }).toBuffer())).toEqual(wide);
  });

  it.each([
    ['text', async () => Promise.resolve(new TextEncoder().encode('no picture'))],
    ['an empty file', async () => Promise.resolve(new Uint8Array())],
    ['a PNG that is cut off', async () => (await encodePng({ data: Uint8Array.from({ length: 3072 }, (_, i) => (i * 97) % 251), shape: [32, 32, 3] })).slice(0, 500)],
  ])('refuses %s by its name', async (_, make) => {
    await expect(decodeImage(await make(), {}, 'cat.png')).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE', message: expect.stringMatching(/^cat\.png must be a PNG, JPEG or WebP picture: /) as string });
  });

  it('refuses a size and channels that cannot be', async () => {
    const file = await encodePng(wide);
    await expect(decodeImage(file, { size: 0 })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    await expect(decodeImage(file, { channels: 2 as 1 })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });
});

describe('encodePng', () => {
  it('scales floats in [0, 1] to bytes and cuts what overshoots', async () => {
    const file = await encodePng({ data: new Float32Array([0, 0.5, 1, 1.2, -0.1, 0.25]), shape: [1, 2, 3] });
    expect(Array.from((await decodeImage(file)).data)).toEqual([0, 128, 255, 255, 0, 64]);
  });

  it('writes gray pictures', async () => {
    expect(await decodeImage(await encodePng({ data: Uint8Array.of(7, 200), shape: [1, 2, 1] }), { channels: 1 })).toEqual({ data: Uint8Array.of(7, 200), shape: [1, 2, 1] });
  });

  it('refuses several pictures and numbers that are not finite', async () => {
    await expect(encodePng({ data: new Uint8Array(4), shape: [1, 2, 2, 1] })).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    await expect(encodePng({ data: new Float32Array([NaN]), shape: [1, 1, 1] })).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });
});
