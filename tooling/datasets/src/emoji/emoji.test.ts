import { readCaptions, readIdx } from '@figment/core/data';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { modelsFolder } from '../index-file.ts';
import { draw } from './draw.ts';
import { icons } from './icons.ts';

const folder = join(modelsFolder, 'data/emoji');

describe('the script that prepares the emoji', () => {
  it('makes the very pictures and captions that ship', async () => {
    const made = icons();
    const shipped = await readIdx(join(folder, 'images.idx.gz'));
    const drawn = await draw(made.map(({ svg }) => svg), 32);
    expect(drawn.shape).toEqual(shipped.shape);
    expect(Buffer.compare(drawn.data, shipped.data as Uint8Array)).toBe(0);
    expect(made.map(({ caption }) => caption)).toEqual(await readCaptions(join(folder, 'captions.json')));
  }, 60_000);

  it('gives every picture a unique name, and labels in English and Korean', () => {
    const captions = icons().map(({ caption }) => caption);
    expect(new Set(captions.map(({ name }) => name)).size).toBe(captions.length);
    for (const { label, category } of captions) expect([label.en, label.ko, category].every((text) => text.length > 0)).toBe(true);
    expect(captions.filter(({ label }) => /[가-힣]/.test(label.ko)).length / captions.length).toBeGreaterThan(0.99);
  });

  it('leaves variants of skin tone out', () => {
    expect(icons().filter(({ caption }) => /-(light|medium|dark)$/.test(caption.name))).toEqual([]);
  });
});
