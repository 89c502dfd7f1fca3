import { describe, expect, it } from 'vitest';

import { key } from '../../random/key.ts';
import { arrays } from '../arrays.ts';
import { augmentImages } from './augment.ts';

// One picture of one row: three pixels of three channels, all nine values distinct.
const one = [10, 11, 12, 20, 21, 22, 30, 31, 32];
const dataset = arrays({ image: { data: Uint8Array.from({ length: 9 * 20 }, (_, i) => one[i % 9] as number), shape: [20, 1, 3, 3] } });

async function draw(options: { flip?: number; permuteChannels?: number }, batches: number, from?: unknown) {
  const images: number[][] = [];
  let last: unknown;
  let left = batches;
  for await (const { host, cursor } of augmentImages(dataset, options).batches({ key: key(5), batchSize: 8, from })) {
    const data = Array.from(host.image.data);
    for (let n = 0; n < 8; n += 1) images.push(data.slice(9 * n, 9 * n + 9));
    last = cursor;
    if (--left === 0) break;
  }
  return { images, cursor: JSON.parse(JSON.stringify(last)) as unknown };
}

describe('augmentImages', () => {
  it('mirrors pictures with the probability asked for', async () => {
    const mirrored = [30, 31, 32, 20, 21, 22, 10, 11, 12];
    expect((await draw({ flip: 1 }, 2)).images).toEqual(Array.from({ length: 16 }, () => mirrored));
    const { images } = await draw({ flip: 0.5 }, 50);
    const share = images.filter((image) => image[0] === 30).length / images.length;
    // Five standard deviations of a fair coin thrown 400 times.
    expect(Math.abs(share - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 400));
    expect(images.every((image) => image.join() === one.join() || image.join() === mirrored.join())).toBe(true);
  });

  it('permutes channels alike in all pixels of a picture, in all six ways', async () => {
    const { images } = await draw({ permuteChannels: 1 }, 50);
    const orders = images.map((image) => image.slice(0, 3).map((value) => value - 10));
    expect(new Set(orders.map(String)).size).toBe(6);
    images.forEach((image, n) => { expect(image).toEqual([10, 20, 30].flatMap((base) => (orders[n] as number[]).map((channel) => base + channel))); });
  });

  it('resumes with the very pictures that would have come', async () => {
    const options = { flip: 0.5, permuteChannels: 0.5 };
    const straight = await draw(options, 7);
    const first = await draw(options, 3);
    const rest = await draw(options, 4, first.cursor);
    expect([...first.images, ...rest.images]).toEqual(straight.images);
  });

  it('leaves passes and the dataset itself as they are', async () => {
    await draw({ flip: 1 }, 1);
    for await (const { image } of augmentImages(dataset, { flip: 1 }).pass({ batchSize: 1 })) expect(Array.from(image.data)).toEqual(one);
  });

  it('refuses what is no probability, and a foreign cursor', async () => {
    expect(() => augmentImages(dataset, { flip: 2 })).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID' }) as Error);
    await expect(draw({ flip: 1 }, 1, { epoch: 0 })).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });
});
