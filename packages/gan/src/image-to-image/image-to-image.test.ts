import { createModel, isFigmentError, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { arrays } from '@figment/core/data';
import { memory, ones, reshape, sub, tensor, tidy } from '@figment/core/ops';
import { key, uniform } from '@figment/core/random';
import { evaluate } from '@figment/core/training';
import { testModelPlugin } from '@figment/testing/vitest';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { imageToImage } from '../image-to-image.ts';
import type { TranslationStep } from '../tasks/translate.ts';
import { edgesOf, grayOf, sourceOfInput } from './sources.ts';

const image = { size: 16, channels: 3 } as const;
// Without norms, of which four pixels make little of: losses are smooth enough for finite differences.
const small = { image, generator: { channels: 4, levels: 2, norm: 'none' }, discriminator: { channels: 4, strided: 1, norm: 'none' } } as const;
const waves = (count: number, phase = 0): Float32Array => Float32Array.from({ length: count }, (_, i) => 0.5 + 0.4 * Math.sin(i * i + phase));
const pictures = { data: waves(8 * 768), shape: [8, 16, 16, 3] };
const pairs = arrays({ image: pictures, target: { data: waves(8 * 768, 1), shape: [8, 16, 16, 3] } });
const training = { steps: 15, batchSize: 4, falling: ['generator'] };

describe('grey to colour', () => {
  testModelPlugin(imageToImage, { config: small, invalidConfig: { ...small, image: { size: 10 } }, data: arrays({ image: pictures }), training });
});
describe('pairs', () => {
  testModelPlugin(imageToImage, { config: { ...small, input: 'pairs', loss: 'leastSquares', discriminator: { ...small.discriminator, spectralNorm: true } }, invalidConfig: { ...small, discriminator: { strided: 6 } }, data: pairs, training, backends: ['wasm'] });
});
describe('drawings', () => {
  testModelPlugin(imageToImage, { config: { ...small, input: 'edges' }, invalidConfig: { ...small, input: 'edges', generator: { ...small.generator, residual: true } }, data: arrays({ image: pictures }), training, backends: ['wasm'] });
});

describe('a translator', () => {
  beforeAll(() => selectBackend({ prefer: 'wasm' }));
  afterEach(() => { expect(memory().numTensors).toBe(0); });
  const failure = async (call: () => unknown): Promise<string> => {
    try {
      await call();
      return 'nothing thrown';
    } catch (error) {
      return isFigmentError(error) ? `${error.code}: ${error.message}` : String(error);
    }
  };

  it('begins as the grey picture it is given', async () => {
    const model = await createModel(imageToImage, small, { seed: 1 });
    const input = tidy(() => uniform(key(1), [16, 16, 3], { min: 0.1, max: 0.9 }));
    const output = await model.tasks.translate.sample({ input }).result();
    const gray = tidy(() => Array.from(grayOf(reshape(input, [1, 16, 16, 3])).dataSync()));
    const said = await output.data();
    const meanDistance = gray.reduce((sum, value, i) => sum + [0, 1, 2].reduce((part, c) => part + Math.abs(said[3 * i + c]! - value), 0), 0) / said.length;
    expect(meanDistance).toBeLessThan(0.15);
    for (const each of [input, output, model]) each.dispose();
  });

  it('tells with each event how the two stand, and how near translations are', async () => {
    const model = await createModel(imageToImage, small, { seed: 1 });
    for await (const { metrics, balance, losses } of train(model, { data: arrays({ image: pictures }), steps: 2, batchSize: 4, seed: 1 })) {
      expect(Object.keys(losses)).toEqual(['discriminator', 'generator']);
      expect(balance.verdict).toBe('warmingUp');
      for (const name of ['l1', 'psnr', 'ssim', 'saturation', 'adversarial']) expect(metrics[`generator.${name}`]).toSatisfy(Number.isFinite);
    }
    const held = await evaluate(model, arrays({ image: pictures }));
    expect(held.metrics['generator.psnr']).toBeGreaterThan(5);
    model.dispose();
  });

  it.each([['gray', grayOf], ['edges', edgesOf], ['pairs', undefined]] as const)('tell what the network is shown, of %s', async (input, source) => {
    const model = await createModel(imageToImage, { ...small, input }, { seed: 1 });
    const picture = tensor(waves(768), [16, 16, 3]);
    const expected = source === undefined ? undefined : tidy(() => Array.from(source(reshape(picture, [1, 16, 16, 3])).dataSync()));
    for await (const { sample, ...step } of model.tasks.translate.sample({ input: picture })) {
      const { seen } = step as TranslationStep;
      expect(sample.shape).toEqual([16, 16, 3]);
      expect(seen?.shape).toEqual(source && [16, 16, 1]);
      expect(seen && Array.from(seen.dataSync())).toEqual(expected);
    }
    picture.dispose();
    model.dispose();
  });

  it('wants what the pictures are to become, where it learns from pairs', async () => {
    const model = await createModel(imageToImage, { ...small, input: 'pairs' }, { seed: 1 });
    expect(await failure(() => train(model, { data: arrays({ image: pictures }), steps: 1, batchSize: 4 }).next())).toMatch(/^DATA_INVALID: .*target for each image.*two folders/);
    model.dispose();
  });

  it('takes from the data what it can be told by them', () => {
    expect(imageToImage.data?.config?.(pairs.fields)).toEqual({ image: { size: 16, channels: 3 }, input: 'pairs' });
  });

  it('refuses sizes and channels that can not be, and says which can', async () => {
    expect(await failure(() => createModel(imageToImage, { image: { size: 40 } }, { seed: 1 }))).toMatch(/^CONFIG_INVALID: config\.image\.size: must be a multiple of 16.*32 or 48.*got 40\.$/);
    expect(await failure(() => createModel(imageToImage, { image: { channels: 1 } }, { seed: 1 }))).toMatch(/^CONFIG_INVALID: config\.image\.channels: must be 3/);
  });
});

describe('what is made of pictures', () => {
  beforeAll(() => selectBackend({ prefer: 'cpu' }));

  it('is brightness without colour', () => {
    const values = tidy(() => Array.from(grayOf(tensor([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], [1, 2, 2, 3])).dataSync()));
    [0.299, 0.587, 0.114, 1].forEach((value, i) => { expect(values[i]).toBeCloseTo(value, 6); });
  });

  it('is a dark line where brightness changes, and white elsewhere', () => {
    // Four columns: black, black, white, white.
    const steps = Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 0 : 1));
    expect(tidy(() => Array.from(edgesOf(tensor(steps, [1, 4, 4, 1])).dataSync()))).toEqual(Array.from({ length: 16 }, (_, i) => (i % 4 === 1 || i % 4 === 2 ? 0 : 1)));
    expect(tidy(() => Array.from(edgesOf(sub(ones([1, 3, 3, 3]), 0.3)).dataSync())).every((value) => Math.abs(value - 1) < 1e-6)).toBe(true);
  });

  it('is a drawing as it is handed in', () => {
    const drawn = tidy(() => Array.from(sourceOfInput('edges', tensor([0, 1, 1, 0], [1, 2, 2, 1]), { isDrawing: true }).dataSync()));
    expect(drawn).toEqual([0, 1, 1, 0]);
  });
});
