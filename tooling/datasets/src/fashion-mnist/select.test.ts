import { readIdx } from '@figment/core/data';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { modelsFolder } from '../index-file.ts';
import { balanced } from './select.ts';

const folder = join(modelsFolder, 'data/fashion-mnist');

describe('the part of Fashion-MNIST that ships', () => {
  it.each([['train', 400], ['test', 100]])('has equally many %s pictures of each class', async (part, perClass) => {
    const images = await readIdx(join(folder, `${part}-images.idx.gz`));
    const labels = await readIdx(join(folder, `${part}-labels.idx.gz`));
    expect(images.shape).toEqual([10 * perClass, 28, 28]);
    for (let label = 0; label < 10; label += 1) expect(labels.data.filter((value) => value === label).length).toBe(perClass);
  });
});

describe('balanced', () => {
  const images = { data: Uint8Array.from({ length: 5 * 2 }, (_, i) => i), shape: [5, 1, 2] };

  it('takes the first examples of each class, in their order', () => {
    const part = balanced(images, { data: Uint8Array.of(1, 1, 0, 1, 0), shape: [5] }, 2, 2);
    expect(Array.from(part.labels.data)).toEqual([1, 1, 0, 0]);
    expect(Array.from(part.images.data)).toEqual([0, 1, 2, 3, 4, 5, 8, 9]);
  });

  it('fails where a class has too few', () => {
    expect(() => balanced(images, { data: Uint8Array.of(1, 1, 1, 1, 0), shape: [5] }, 2, 2)).toThrow('must have 2 examples');
  });
});
