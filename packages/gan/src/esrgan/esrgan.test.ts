import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { selectBackend } from '@figment/core/backend';
import { decodeImage } from '@figment/core/data';
import { memory, tensor, tidy } from '@figment/core/ops';
import { createModel, isFigmentError, type Tensor } from '@figment/core';
import { openModel, saveModel } from '@figment/core/checkpoint';
import { key, uniform } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { superResolution } from '../super-resolution.ts';
import { openEsrgan, readEsrganConfig } from './index.ts';
import reference from './nested-reference.json' with { type: 'json' };
import { tileSpans } from './tiles.ts';

beforeAll(() => selectBackend({ prefer: 'wasm' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const entry = createRequire(import.meta.url).resolve('@upscalerjs/esrgan-slim/2x');
const slim = entry.slice(0, entry.indexOf('/dist/'));
const file = async (path: string): Promise<Blob> => new Blob([await readFile(`${slim}/${path}`)]);
const json = (value: unknown): Blob => new Blob([JSON.stringify(value)]);

async function pictureOf(path: string): Promise<Tensor> {
  const { data, shape } = await decodeImage(await file(path));
  return tensor(Float32Array.from(data, (byte) => byte / 255), [...shape]);
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

async function failure(call: () => Promise<unknown>): Promise<string> {
  return await call().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? `${error.code}: ${error.message}` : String(error)));
}

describe('the slim package', () => {
  it.each([2, 4])('makes its own expected picture, %i times as large, to a level of 255', async (scale) => {
    const model = await openEsrgan(`${slim}/models/x${scale}`);
    const input = await pictureOf('assets/fixture.png');
    const result = await model.tasks.upscale.sample({ input }).result();
    const expected = await pictureOf(`assets/samples/${scale}x/result.png`);
    expect(result.shape).toEqual(expected.shape);
    const bytes = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Math.round(value * 255));
    expect(furthest(bytes(await result.data()), bytes(await expected.data()))).toBeLessThanOrEqual(1);
    for (const tensor of [input, result, expected]) tensor.dispose();
    model.dispose();
  });

  it('is a checkpoint like any other once it is saved', async () => {
    const model = await openEsrgan(`${slim}/models/x3`);
    await saveModel(model, 'memory:slim');
    const again = await openModel('memory:slim', superResolution);
    expect(again.config).toEqual(model.config);
    const input = tidy(() => uniform(key(1), [9, 7, 3]));
    const [a, b] = [await model.tasks.upscale.sample({ input }).result(), await again.tasks.upscale.sample({ input }).result()];
    expect(a.shape).toEqual([27, 21, 3]);
    expect(Array.from(await b.data())).toEqual(Array.from(await a.data()));
    for (const each of [input, a, b, model, again]) each.dispose();
  });
});

describe('the nested architecture', () => {
  const bytes = Uint8Array.from(atob(reference.weights), (character) => character.charCodeAt(0));
  // Weights may go on in another file, at any byte.
  const files = { 'model.json': json(reference.model), 'a.bin': new Blob([bytes.slice(0, 1001)]), 'b.bin': new Blob([bytes.slice(1001)]) };

  it('says what torch says', async () => {
    const model = await openEsrgan(files);
    expect(model.config).toEqual({ architecture: 'residualInResidual', scale: 2, features: 4, growth: 3, convolutions: 2, denseBlocks: 2, blocks: 2, adversarial: 0 });
    const input = tensor(reference.picture, [1, 6, 5, 3]);
    const result = await model.tasks.upscale.sample({ input }).result();
    expect(furthest(await result.data(), reference.expected.map((value) => Math.min(1, Math.max(0, value))))).toBeLessThan(1e-6);
    for (const each of [input, result, model]) each.dispose();
  });

  it('is refused with what is wrong with its files', async () => {
    const topology = reference.model.modelTopology.model_config.config.layers;
    const withLayers = (layers: unknown): Blob => json({ ...reference.model, modelTopology: { model_config: { config: { layers } } } });
    expect(await failure(() => openEsrgan({}))).toMatch(/^FILE_NOT_FOUND: .*model\.json/);
    expect(await failure(() => openEsrgan({ 'model.json': json({}) }))).toMatch(/^CONFIG_INVALID: .*modelTopology/);
    expect(await failure(() => openEsrgan({ 'model.json': files['model.json'], 'a.bin': files['a.bin'] }))).toMatch(/^FILE_NOT_FOUND: .*b\.bin/);
    expect(await failure(() => openEsrgan({ ...files, 'b.bin': new Blob(['short']) }))).toMatch(/^CHECKPOINT_INVALID: .*a\.bin, b\.bin must have \d+ bytes/);
    expect(await failure(() => openEsrgan({ ...files, 'model.json': withLayers([...topology, { class_name: 'LSTM', name: 'memory', config: {} }]) }))).toMatch(/^ARCHITECTURE_UNSUPPORTED: .*"memory" is a LSTM/);
    expect(await failure(() => openEsrgan({ ...files, 'model.json': withLayers(topology.map((layer) => (layer.class_name === 'Activation' ? { ...layer, config: { activation: 'tanh' } } : layer))) }))).toMatch(/^ARCHITECTURE_UNSUPPORTED: activation|^ARCHITECTURE_UNSUPPORTED: .*activation of "F_1_1_1_Relu"/);
    const group = reference.model.weightsManifest[0]!;
    const withWeights = (weights: unknown): Blob => json({ ...reference.model, weightsManifest: [{ ...group, weights }] });
    expect(await failure(() => openEsrgan({ ...files, 'model.json': withWeights(group.weights.filter(({ name }) => name !== 'LFF_2_1/bias')) }))).toMatch(/^CHECKPOINT_MISMATCH: .*no "LFF_2_1\/bias"/);
    expect(await failure(() => openEsrgan({ ...files, 'model.json': withWeights(group.weights.map((weight) => ({ ...weight, quantization: { dtype: 'uint8' } }))) }))).toMatch(/^CHECKPOINT_INVALID: .*quantised/);
  });
});

describe('tiles', () => {
  it.each(['residualDense', 'residualInResidual'] as const)('make the picture that the whole would make: %s', async (architecture) => {
    const model = await createModel(superResolution, { architecture, scale: 3, features: 8, growth: 4, denseBlocks: 1, blocks: 1 }, { seed: 1 });
    const input = tidy(() => uniform(key(2), [2, 37, 50, 3]));
    const whole = await model.tasks.upscale.sample({ input }, { tile: 64 }).result();
    const seen: unknown[] = [];
    const sampling = model.tasks.upscale.sample({ input }, { tile: 16 });
    const result = sampling.result();
    for await (const { step, of, sample } of sampling) {
      seen.push([step, of]);
      expect(sample.shape).toEqual([2, 111, 150, 3]);
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => [i + 1, 12]));
    const tiled = await result;
    expect(furthest(await tiled.data(), await whole.data())).toBeLessThan(2e-6);
    for (const each of [input, whole, tiled, model]) each.dispose();
  });

  it.each([
    { length: 100, tile: 32, overlap: 5 },
    { length: 33, tile: 32, overlap: 7 },
    { length: 10, tile: 32, overlap: 7 },
    { length: 64, tile: 16, overlap: 0 },
  ])('cover an axis of $length once, see $overlap around them, and are of one size', ({ length, tile, overlap }) => {
    const spans = tileSpans(length, { tile, overlap });
    expect(spans.flatMap(({ core: [start, end] }) => Array.from({ length: end - start }, (_, i) => start + i))).toEqual(Array.from({ length }, (_, i) => i));
    expect(new Set(spans.map(({ window: [start, end] }) => end - start)).size).toBe(1);
    for (const { core, window } of spans) {
      expect(window[0] === 0 || window[0] <= core[0] - overlap).toBe(true);
      expect(window[1] === length || window[1] >= core[1] + overlap).toBe(true);
    }
  });
});

it('wants pictures in colour', async () => {
  const model = await createModel(superResolution, { features: 4, growth: 2 }, { seed: 1 });
  const input = tidy(() => uniform(key(2), [8, 8, 1]));
  expect(await failure(() => model.tasks.upscale.sample({ input }).result())).toMatch(/^INPUT_INVALID: .*3 channels.*got 1/);
  input.dispose();
  model.dispose();
});

it('tells what a folder holds without its weights', async () => {
  expect(await readEsrganConfig({ 'model.json': await file('models/x8/model.json') })).toEqual({ architecture: 'residualDense', scale: 8, features: 64, growth: 4, convolutions: 1, denseBlocks: 2, blocks: 1, adversarial: 0 });
});
