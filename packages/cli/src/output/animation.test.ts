import { inflateSync } from 'node:zlib';

import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { encodeAnimation, isAnimation } from './animation.ts';

const colours = [[255, 0, 0], [0, 255, 0], [0, 0, 255]];
const frames = colours.map((colour) => ({ data: Uint8Array.from({ length: 4 * 3 * 3 }, (_, i) => colour[i % 3]!), shape: [4, 3, 3] }));
const pace = { framesPerSecond: 10, holdMs: 500 };

describe('an animation', () => {
  it.each(['gif', 'webp'])('is a %s that another reader finds all frames and delays in', async (format) => {
    const file = await encodeAnimation(frames, `a.${format}`, pace);
    const { pages, pageHeight, width, delay, loop } = await sharp(file, { animated: true }).metadata();
    expect({ pages, pageHeight, width, delay, loop }).toEqual({ pages: 3, pageHeight: 4, width: 3, delay: [100, 100, 600], loop: 0 });
    for (const [page, colour] of colours.entries()) {
      const { data } = await sharp(file, { page }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      expect([...data.subarray(0, 3)]).toEqual(colour);
    }
  });

  it('is an APNG whose first frame any reader of PNG shows, and whose others follow in order', async () => {
    const file = Buffer.from(await encodeAnimation(frames, 'a.apng', pace));
    const first = await sharp(file).removeAlpha().raw().toBuffer();
    expect([...first.subarray(0, 3)]).toEqual(colours[0]);
    const chunks = chunksOf(file);
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
    // The specification counts frame controls and frame data together.
    expect(chunks.filter(({ type }) => type.startsWith('f')).map(({ data }) => data.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4]);
    expect(chunks.filter(({ type }) => type === 'fcTL').map(({ data }) => data.readUInt16BE(20) / data.readUInt16BE(22))).toEqual([0.1, 0.1, 0.6]);
    // Behind its sequence number a frame is what a picture of its own would be: four lines of a filter byte and pixels.
    expect(inflateSync(chunks[7]!.data.subarray(4))).toHaveLength(inflateSync(chunks[3]!.data).length);
  });

  it('is known by the end of its name', async () => {
    expect(['a.gif', 'A.WEBP', 'a.apng', 'a.png', 'gif'].map(isAnimation)).toEqual([true, true, true, false, false]);
    await expect(encodeAnimation(frames, 'a.png', pace)).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
  });
});

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}
