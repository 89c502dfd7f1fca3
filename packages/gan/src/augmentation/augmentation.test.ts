import { selectBackend, type Tensor } from '@figment/core';
import { download, fill, keep, mean, mul, ones, reshape, reverse, scalar, sub, sum, tensor, tidy, transpose, valueAndGrads, zeros } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { type AugmentationConfig, augmentationConfig } from '../config/augmentation.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import { Augmentation } from './augmentation.ts';
import { changeColors } from './color.ts';
import { cutOut } from './cutout.ts';
import { drawChanges, spread } from './draws.ts';
import { flipAndShift } from './flip-and-shift.ts';
import { type Affine, resample } from './resample.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); });

const pictures = (count = 3, side = 6, channels = 3): Tensor => normal(key(1), [count, side, side, channels]);
const numbers = async (make: () => Tensor): Promise<number[]> => {
  const made = tidy(make);
  const { data } = await download(made);
  made.dispose();
  return [...data];
};
const affine = (count: number, { xx = 1, xy = 0, yx = 0, yy = 1, x0 = 0, y0 = 0 }): Affine => {
  const each = (value: number): Tensor => fill([count], value);
  return { xx: each(xx), xy: each(xy), yx: each(yx), yy: each(yy), x0: each(x0), y0: each(y0) };
};
const config = (given: Partial<AugmentationConfig>): AugmentationConfig => augmentationConfig.parse(given);

describe('pictures read elsewhere', () => {
  expectNoLeaks();

  it.each<[string, Parameters<typeof affine>[1], (x: Tensor) => Tensor]>([
    ['where they were', {}, (x) => x],
    ['mirrored', { xx: -1 }, (x) => reverse(x, 2)],
    ['turned upside down', { xx: -1, yy: -1 }, (x) => reverse(reverse(x, 2), 1)],
    ['turned by a quarter', { xx: 0, xy: -1, yx: 1, yy: 0 }, (x) => reverse(transpose(x, [0, 2, 1, 3]), 1)],
  ])('are exact where pixels fall on pixels: %s', async (_, given, expected) => {
    const got = await numbers(() => resample(pictures(), affine(3, given)));
    const want = await numbers(() => { const x = pictures(); return mul(expected(x), 1); });
    const worst = got.map((value, i) => Math.abs(value - want[i]!));
    expect(Math.max(...worst)).toBeLessThan(1e-5);
  });

  it('repeat themselves mirrored beyond their edges, and mix two pixels half-way', async () => {
    const row = (): Tensor => reshape(tensor([1, 2, 4, 8]), [1, 1, 4, 1]);
    expect(await numbers(() => resample(row(), affine(1, { x0: 2 })))).toEqual([4, 8, 8, 4]);
    expect(await numbers(() => resample(row(), affine(1, { x0: -6 })))).toEqual([4, 8, 8, 4]);
    expect(await numbers(() => resample(row(), affine(1, { x0: 0.5 })))).toEqual([1.5, 3, 6, 8]);
  });

  it('let the gradient through: the sum of what is read from each pixel', async () => {
    const row = tidy(() => keep(reshape(tensor([1, 2, 4, 8]), [1, 1, 4, 1])));
    const { value, gradients } = tidy(() => valueAndGrads(() => sum(resample(row, affine(1, { x0: 1.5 }))), [row]));
    // Read at 1.5, 2.5, 3.5 (which is the edge) and 4.5 (which is 2.5 again).
    expect([...(await download(gradients[0]!)).data]).toEqual([0, 0.5, 1.5, 2]);
    for (const x of [row, value, ...gradients]) x.dispose();
  });
});

describe('changes', () => {
  expectNoLeaks();

  it('come as often as they should', async () => {
    const { change } = tidy(() => drawChanges(key(3), 4000, scalar(0.3), { change: spread(1) }));
    const values = [...(await download(change)).data];
    expect(values.filter((value) => value !== 0).length / 4000).toBeCloseTo(0.3, 1);
    change.dispose();
  });

  it.each(['grey', 'colour'])('of colours leave nothing changed at probability 0: %s', async (kind) => {
    const shown = (): Tensor => pictures(2, 4, kind === 'grey' ? 1 : 3);
    const got = await numbers(() => changeColors(shown(), key(2), scalar(0)));
    const want = await numbers(shown);
    for (const [i, value] of got.entries()) expect(value).toBeCloseTo(want[i]!, 5);
  });

  it('of colours keep greys grey', async () => {
    const spreadOfChannels = await numbers(() => {
      const seen = changeColors(fill([8, 2, 2, 3], 0.4), key(5), scalar(1));
      return sub(seen, mean(seen, 3, true));
    });
    expect(Math.max(...spreadOfChannels.map(Math.abs))).toBeLessThan(1e-6);
  });

  it('cover a quarter of a picture at most, with mid-grey', async () => {
    const left = await numbers(() => mean(cutOut(ones([200, 16, 16, 1]), key(4), scalar(1)), [1, 2, 3]));
    expect(Math.min(...left)).toBeCloseTo(0.75, 5);
    expect(Math.max(...left)).toBeLessThan(0.95);
    expect(await numbers(() => cutOut(ones([2, 4, 4, 1]), key(4), scalar(0)))).toEqual(Array.from({ length: 32 }, () => 1));
  });

  it('mirror about half of the pictures and move them by whole pixels', async () => {
    const got = await numbers(() => flipAndShift(pictures(40, 8, 1), key(9)));
    const pool = new Set((await numbers(() => pictures(40, 8, 1))).map((value) => value.toFixed(3)));
    expect(got.every((value) => pool.has(value.toFixed(3)))).toBe(true);
  });
});

describe('augmentation', () => {
  expectNoLeaks();

  it('is the same for the same key, and leaves pictures as they are at probability 0', async () => {
    const [off, on] = [new Augmentation(config({ kind: 'adaptive', cutout: true })), new Augmentation(config({ kind: 'fixed', probability: 1, cutout: true }))];
    const plain = await numbers(() => pictures());
    for (const [i, value] of (await numbers(() => off.apply(pictures(), key(3)))).entries()) expect(value).toBeCloseTo(plain[i]!, 5);
    const changed = await numbers(() => on.apply(pictures(), key(3)));
    expect(changed).not.toEqual(plain);
    expect(await numbers(() => on.apply(pictures(), key(3)))).toEqual(changed);
    expect(await numbers(() => on.apply(pictures(), key(4)))).not.toEqual(changed);
    off.dispose();
    on.dispose();
  });

  it('comes more often while real pictures are known too surely, less often else, and stays a probability', async () => {
    const augmentation = new Augmentation(config({ kind: 'adaptive', target: 0.6, speed: 40 }));
    const probability = async (logits: readonly number[], steps: number): Promise<number> => {
      for (let i = 0; i < steps; i += 1) tidy(() => { for (const [buffer, next] of augmentation.adapt(tensor([...logits]), zeros([4]), 0)) buffer.assign(next); });
      return (await download(augmentation.probability)).data[0]!;
    };
    expect(await probability([1, 1, 1, 1], 3)).toBe(0); // r_t: 0.25, 0.44, 0.58
    expect(await probability([1, 1, 1, 1], 1)).toBeCloseTo(0.1, 6); // 0.68 > 0.6: 4 pictures of 40
    expect(await probability([1, 1, 1, 1], 20)).toBe(1);
    expect(await probability([-1, -1, -1, -1], 3)).toBeCloseTo(0.7, 6); // r_t: 0.50, 0.12, -0.16
    augmentation.dispose();
  });

  it('stays as often as it was told', () => {
    const fixed = new Augmentation(config({ kind: 'fixed', probability: 0.5 }));
    tidy(() => { expect(fixed.adapt(ones([2]), ones([2]), 0)).toEqual([]); });
    fixed.dispose();
  });
});
