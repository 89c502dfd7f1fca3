import { createModel, isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { concat, memory, psnr, sigmoid, slice, tidy } from '@figment/core/ops';
import { key, normal, uniform } from '@figment/core/random';
import type { Tensor } from '@figment/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import type { vaeConfig } from './config/vae.ts';
import { vae } from './vae.ts';
import type { VaeNetwork } from './vae-network.ts';

type VaeOptions = z.input<typeof vaeConfig>;

beforeAll(() => selectBackend({ prefer: 'cpu' }));

const tiny = { image: { size: 8, channels: 1 }, unshuffle: 2, channels: [8], prior: { components: 2 } } satisfies VaeOptions;
const vector = { ...tiny, latent: 3 } satisfies VaeOptions;
const picture = { ...tiny, latent: { channels: 2, downsample: 4 } } satisfies VaeOptions;
const pictures = (count: number): Tensor => uniform(key(count), [count, 8, 8, 1]);

async function codeOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return 'nothing thrown';
  } catch (error) {
    return isFigmentError(error) ? error.code : error;
  }
}

describe('the configuration', () => {
  it.each([
    { config: { image: { size: 12 } }, path: 'image.size' },
    { config: { image: { size: 8 }, unshuffle: 4 }, path: 'unshuffle' },
    { config: { latent: { channels: 4, downsample: 1 } }, path: 'latent.downsample' },
    { config: { channels: [48, 50] }, path: 'channels[1]' },
    { config: { likelihood: 'poisson' }, path: 'likelihood' },
  ])('names $path when it is wrong', async ({ config, path }) => {
    await expect(createModel(vae, config as never, { seed: 1 })).rejects.toThrow(`config.${path}`);
  });

  it('builds the emoji recipe with 0.89 million parameters', async () => {
    const model = await createModel(vae, { latent: { channels: 4, downsample: 4 } }, { seed: 1 });
    const parameters = Object.values(model.modules).flatMap((module) => [...module.namedParameters()]).reduce((sum, [, { size }]) => sum + size, 0);
    expect(parameters / 1e6).toBeCloseTo(0.89, 2);
    model.dispose();
  });

  it.each([8, 16, 64, 128])('takes pictures of %i pixels', async (size) => {
    for (const latent of [4, { channels: 2, downsample: 4 } as const]) {
      const model = await createModel(vae, { image: { size: size as 8, channels: 3 }, latent, channels: [8] }, { seed: 1 });
      const image = uniform(key(1), [1, size, size, 3]);
      const rebuilt = await model.tasks.reconstruct.sample({ image }).result();
      expect(rebuilt.shape).toEqual([1, size, size, 3]);
      image.dispose();
      rebuilt.dispose();
      model.dispose();
    }
  });
});

describe.each([{ name: 'a vector latent', config: vector }, { name: 'a latent picture', config: picture }])('a VAE with $name', ({ config }) => {
  let model: Awaited<ReturnType<typeof createVae>>;
  const createVae = () => createModel(vae, config, { seed: 1 });
  beforeEach(async () => { model = await createVae(); });
  afterEach(() => { model.dispose(); expect(memory().numTensors).toBe(0); });

  it('starts and ends an interpolation with the rebuilt pictures', async () => {
    const [from, to] = [pictures(1), uniform(key(9), [1, 8, 8, 1])];
    const strip = await model.tasks.interpolate.sample({ from, to }, { steps: 3 }).result();
    const ends = [await model.tasks.reconstruct.sample({ image: from }).result(), await model.tasks.reconstruct.sample({ image: to }).result()];
    const values = await strip.data();
    expect(strip.shape).toEqual([3, 8, 8, 1]);
    (await ends[0]!.data()).forEach((value, i) => { expect(values[i]).toBeCloseTo(value, 5); });
    (await ends[1]!.data()).forEach((value, i) => { expect(values[2 * 64 + i]).toBeCloseTo(value, 5); });
    for (const each of [from, to, strip, ...ends]) each.dispose();
  });

  it('tells the weight of each picture on the way', async () => {
    const [from, to] = [pictures(1), pictures(1)];
    const weights: number[] = [];
    for await (const { weight, sample } of model.tasks.interpolate.sample({ from, to }, { steps: 5, path: 'spherical' })) {
      weights.push(weight);
      expect(sample.shape).toEqual([8, 8, 1]);
    }
    expect(weights).toEqual([0, 0.25, 0.5, 0.75, 1]);
    from.dispose();
    to.dispose();
  });

  it('decodes what it encodes', async () => {
    const image = pictures(2);
    const latent = await model.tasks.encode.sample({ image }).result();
    const decoded = await model.tasks.decode.sample({ latent }).result();
    const rebuilt = await model.tasks.reconstruct.sample({ image }).result();
    const values = await rebuilt.data();
    (await decoded.data()).forEach((value, i) => { expect(value).toBeCloseTo(values[i]!, 5); });
    for (const each of [image, latent, decoded, rebuilt]) each.dispose();
  });

  it('asks to be calibrated before it detects anomalies', async () => {
    const image = pictures(1);
    expect(await codeOf(() => model.tasks.detectAnomaly.sample({ image }).result())).toBe('NOT_CALIBRATED');
    image.dispose();
  });

  it('finds a picture odd that scores higher than most it was calibrated on', async () => {
    const usual = pictures(20);
    await model.calibrate!(batchOf(usual), call());
    const scores = tidy(() => Array.from(psnr((model.modules['vae'] as VaeNetwork).decode((model.modules['vae'] as VaeNetwork).encode(usual)), usual).dataSync())).map((decibels) => 10 ** (-decibels / 10));
    const image = tidy(() => slice(usual, [0, 0, 0, 0], [1, -1, -1, -1]));
    const { score, threshold, anomalous } = await model.tasks.detectAnomaly.sample({ image }, { quantile: 0.5 }).result();
    scores.sort((a, b) => a - b);
    expect(threshold).toBeCloseTo((scores[9]! + scores[10]!) / 2, 5); // the median
    expect(anomalous).toBe(score > threshold);
    usual.dispose();
    image.dispose();
  });
});

describe('a vector latent', () => {
  it('is drawn from N(0, I) until it is calibrated, then from where the pictures lie', async () => {
    const model = await createModel(vae, vector, { seed: 1 });
    const network = model.modules['vae'] as VaeNetwork;
    const before = await network.prior!.read();
    expect(Array.from(before.means)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(Array.from(before.factors).slice(0, 9)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const images = pictures(16);
    await model.calibrate!(batchOf(images), call());
    const after = await network.prior!.read();
    const latents = tidy(() => Array.from(network.encode(images).dataSync()));
    const mean = [0, 1, 2].map((d) => latents.filter((_, i) => i % 3 === d).reduce((a, b) => a + b) / 16);
    [0, 1, 2].forEach((d) => { expect([0, 1].reduce((sum, k) => sum + after.weights[k]! * after.means[3 * k + d]!, 0)).toBeCloseTo(mean[d]!, 4); });
    images.dispose();
    model.dispose();
  });

  it('generates as many pictures as it is asked for, and moves them along a direction', async () => {
    const model = await createModel(vae, vector, { seed: 1 });
    const plain = await model.tasks.generate.sample({}, { count: 20, seed: 5 }).result();
    const moved = await model.tasks.generate.sample({}, { count: 20, seed: 5, directions: [3] }).result();
    const still = await model.tasks.generate.sample({}, { count: 20, seed: 5, directions: [0, 0] }).result();
    expect(plain.shape).toEqual([20, 8, 8, 1]);
    expect(await moved.data()).not.toEqual(await plain.data());
    expect(await still.data()).toEqual(await plain.data());
    for (const each of [plain, moved, still]) each.dispose();
    model.dispose();
  });

  it('has no halves to splice', async () => {
    const model = await createModel(vae, vector, { seed: 1 });
    expect(model.tasks.splice.unavailable).toMatch(/left and right half/);
    expect(model.tasks.generate.unavailable).toBeUndefined();
    model.dispose();
  });
});

describe('a latent picture', () => {
  it('offers no generating, and says why', async () => {
    const model = await createModel(vae, picture, { seed: 1 });
    expect(model.tasks.generate.unavailable).toMatch(/noise/);
    expect(model.tasks.splice.unavailable).toBeUndefined();
    model.dispose();
  });

  it('is spliced of the columns of one and of the other', async () => {
    const model = await createModel(vae, picture, { seed: 1 });
    const network = model.modules['vae'] as VaeNetwork;
    const [first, second] = [normalised(1), normalised(2)];
    const whole = await model.tasks.splice.sample({ first, second }, { at: 1 }).result();
    const rebuilt = await model.tasks.reconstruct.sample({ image: first }).result();
    expect(await whole.data()).toEqual(await rebuilt.data());
    const half = await model.tasks.splice.sample({ first, second }, { at: 0.5 }).result();
    const expected = tidy(() => {
      const [a, b] = [network.encode(first), network.encode(second)];
      return network.decode(concat([slice(a, [0, 0, 0, 0], [1, 2, 1, 2]), slice(b, [0, 0, 1, 0], [1, 2, 1, 2])], 2));
    });
    expect(await half.data()).toEqual(await expected.data());
    for (const each of [first, second, whole, rebuilt, half, expected]) each.dispose();
    model.dispose();
  });

  it('knows the scale of its latents once calibrated', async () => {
    const model = await createModel(vae, picture, { seed: 1 });
    const network = model.modules['vae'] as VaeNetwork;
    expect(network.scale).toEqual([1, 1]);
    const images = pictures(12);
    await model.calibrate!(batchOf(images), call());
    const latents = tidy(() => Array.from(network.encode(images).dataSync())).filter((_, i) => i % 2 === 0);
    const mean = latents.reduce((a, b) => a + b) / latents.length;
    expect(network.scale[0]).toBeCloseTo(Math.sqrt(latents.reduce((sum, z) => sum + (z - mean) ** 2, 0) / latents.length), 4);
    images.dispose();
    model.dispose();
  });
});

const call = () => ({ key: key(3), signal: new AbortController().signal, wait: <T>(promise: PromiseLike<T>) => promise });

async function* batchOf(image: Tensor): AsyncGenerator<{ image: Tensor }> {
  yield await Promise.resolve({ image });
}

/** One picture [1, 8, 8, 1] in [0, 1]. */
function normalised(seed: number): Tensor {
  return tidy(() => sigmoid(normal(key(seed), [1, 8, 8, 1])));
}
