import '@tensorflow/tfjs-backend-cpu';

import { buffer, fill, memory, ones, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { painter } from '../../test/painter.ts';
import { selectBackend } from '../backend/index.ts';
import { isFigmentError } from '../errors.ts';
import { createModel } from './create-model.ts';

beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

const config = { image: { size: 4 } } as const;

/** Tensors that the test itself holds. */
let held = 0;

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(memory().numTensors).toBe(before + held);
    return isFigmentError(error) ? `${error.code} ${error.message}` : String(error);
  }
  throw new Error('it was not refused');
}
describe('createModel', () => {
  it.each<[string, unknown, string]>([
    ['a wrong type deep inside', { image: { size: 4 }, layers: [4, 'x'] }, 'CONFIG_INVALID config.layers[1] must be an integer of at least 1, got "x".'],
    ['a number out of range', { image: { size: 65 } }, 'CONFIG_INVALID config.image.size must be an integer from 2 to 64, got 65.'],
    ['a rule in the author’s words', { image: { size: 5 } }, 'CONFIG_INVALID config.image.size: must be a power of two, got 5.'],
    ['what is missing', {}, 'CONFIG_INVALID config.image must be an object with size, channels, got nothing.'],
    ['a choice', { ...config, likelihood: 'poisson' }, 'CONFIG_INVALID config.likelihood must be one of "gaussian", "laplace", "bernoulli", got "poisson".'],
    ['constants of a union', { image: { size: 4, channels: 2 } }, 'CONFIG_INVALID config.image.channels must be one of 1, 3, got 2.'],
    ['inside of the branch of a union that was meant', { ...config, latent: { channels: 4, downsample: 0 } }, 'CONFIG_INVALID config.latent.downsample must be an integer of at least 1, got 0.'],
    ['a misspelt key', { image: { size: 4, chanels: 3 } }, 'CONFIG_INVALID config.image.chanels is not known; did you mean config.image.channels?'],
    ['a foreign key', { ...config, colour: 'red' }, 'CONFIG_INVALID config.colour is not known; it may have image, layers, latent, likelihood, noiseless, weight, fail.'],
    ['no object at all', 5, 'CONFIG_INVALID config must be an object with image, layers, latent, likelihood, noiseless, weight, fail, got 5.'],
  ])('refuses %s', async (_, wrong, message) => {
    expect(await refusal(() => createModel(painter, wrong as never, { seed: 1 }))).toBe(message);
  });

  it('tells everything that is wrong at once', async () => {
    const message = await refusal(() => createModel(painter, { image: { size: 1 }, layers: [0], width: 3 } as never, { seed: 1 }));
    expect(message.split('\n')).toHaveLength(3);
  });

  it('refuses a seed that is no integer', async () => {
    expect(await refusal(() => createModel(painter, config, { seed: 0.5 }))).toMatch(/^OPTIONS_INVALID seed/);
  });

  it.each(['at once', 'later'] as const)('frees what create allocated before it threw %s', async (fail) => {
    expect(await refusal(() => createModel(painter, { ...config, fail }, { seed: 1 }))).toMatch(/no (colour|frame)/);
  });

  it('fills in defaults and passes on what the author offers', async () => {
    const model = await createModel(painter, config, { seed: 1 });
    expect(model.config).toEqual({ image: { size: 4, channels: 3 }, layers: [4, 4], latent: 8, likelihood: 'gaussian', noiseless: false, fail: 'never' });
    expect(model.definition).toBe(painter);
    expect(Object.keys(model.modules)).toEqual(['colour', 'frame']);
    expect(model.objectives.map(({ name }) => name)).toEqual(['colour']);
    expect(model.observe?.()).toEqual({ balance: { verdict: 'healthy' } });
    model.dispose();
  });

  it('gives the same weights for the same seed', async () => {
    const weights = [];
    for (const seed of [1, 1, 2]) {
      const model = await createModel(painter, config, { seed });
      weights.push([...(await [...model.modules['colour']!.namedParameters()][0]![1].data())]);
      model.dispose();
    }
    expect(weights[0]).toEqual(weights[1]);
    expect(weights[0]).not.toEqual(weights[2]);
  });

  it('frees everything on dispose, also what is in no module, and refuses to work afterwards', async () => {
    const model = await createModel(painter, config, { seed: 1 });
    const running = model.tasks.generate.sample({}, { rate: 0.5 });
    const steps: number[] = [];
    const loop = (async () => {
      for await (const { step } of running) {
        steps.push(step);
        model.dispose();
      }
    })();
    expect(await refusal(() => loop)).toMatch(/^MODEL_DISPOSED this model \(test\/painter\)/);
    expect(steps).toEqual([1]);
    model.dispose();
    expect(await refusal(() => model.tasks.generate.sample({}, { rate: 0.5 }))).toMatch(/^MODEL_DISPOSED/);
  });
});

describe('a task', () => {
  let model: Awaited<ReturnType<typeof made>>;
  const made = () => createModel(painter, config, { seed: 1 });
  beforeEach(async () => {
    model = await made();
    held = memory().numTensors - before;
  });
  afterEach(() => {
    model.dispose();
    held = 0;
  });

  it('gives the same sample for the same seed, and says the seed it drew', async () => {
    const draw = async (seed?: number) => {
      const sampling = model.tasks.generate.sample({}, { rate: 0.1, seed });
      const picture = await sampling.result();
      const data = [...(await picture.data())];
      picture.dispose();
      return { seed: sampling.seed, data };
    };
    const first = await draw();
    expect(Number.isSafeInteger(first.seed)).toBe(true);
    expect(await draw(first.seed)).toEqual(first);
    expect((await draw(first.seed + 1)).data).not.toEqual(first.data);
  });

  it.each<[string, () => unknown, string]>([
    ['unknown options', () => model.tasks.generate.sample({}, { rate: 1, step: 3 } as never), 'OPTIONS_INVALID options.step is not known; did you mean options.steps?'],
    ['options out of range', () => model.tasks.generate.sample({}, { rate: 1, steps: 0 }), 'OPTIONS_INVALID options.steps must be an integer from 1 to 1000, got 0.'],
    ['a missing option', () => model.tasks.generate.sample({}, {} as never), 'OPTIONS_INVALID options.rate must be a number, got nothing.'],
    ['a bad seed', () => model.tasks.generate.sample({}, { rate: 1, seed: NaN }), 'OPTIONS_INVALID options.seed must be a safe integer, got NaN.'],
    ['a missing field', () => model.tasks.judge.sample({} as never), 'INPUT_INVALID input.image must be float32 of shape [H, W, C] or [N, H, W, C], in [0, 1], got nothing.'],
    ['an unknown field', () => model.tasks.generate.sample({ image: 1 }, { rate: 1 }), 'INPUT_INVALID input.image is not known; the input has no fields.'],
    ['no object', () => model.tasks.judge.sample('cake' as never), 'INPUT_INVALID input must be an object with image, got "cake".'],
  ])('refuses %s at once', async (_, work, message) => {
    expect(await refusal(work)).toBe(message);
  });

  it.each<[string, () => Tensor, string]>([
    ['a dtype', () => zeros([4, 4, 3], 'int32'), 'int32 of shape [4, 4, 3]'],
    ['a rank', () => zeros([4, 4]), 'float32 of shape [4, 4]'],
    ['NaN', () => buffer([4, 4, 3], 'float32', Float32Array.from({ length: 48 }, (_, i) => (i === 19 ? NaN : 0))).toTensor(), 'NaN at [1, 2, 1]'],
    ['a range', () => fill([4, 4, 3], 255), '255 at [0, 0, 0]'],
  ])('refuses %s that does not fit the kind', async (_, make, got) => {
    const image = make();
    held++;
    expect(await refusal(() => model.tasks.judge.sample({ image }).result())).toBe(`INPUT_INVALID input.image must be float32 of shape [H, W, C] or [N, H, W, C], in [0, 1], got ${got}.`);
    image.dispose();
    held--;
  });

  it('refuses a picture of another size than the model takes', async () => {
    const image = zeros([8, 8, 3]);
    held++;
    expect(await refusal(() => model.tasks.judge.sample({ image }))).toBe('INPUT_INVALID input.image must have the shape [4, 4, 3] that this model takes, got [8, 8, 3].');
    image.dispose();
    held--;
  });

  it('says why it is unavailable', async () => {
    const other = await createModel(painter, { ...config, noiseless: true }, { seed: 1 });
    held *= 2;
    expect(other.tasks.blend.unavailable).toBeUndefined();
    expect(other.tasks.generate.unavailable).toMatch('no noise');
    expect(await refusal(() => other.tasks.generate.sample({}, { rate: 1 }))).toBe('TASK_UNAVAILABLE test/painter can\'t do "generate" with this config: it has no noise to start from; set noiseless to false.');
    other.dispose();
  });

  it('goes by the options that the model recommends, where a caller leaves them out', async () => {
    const other = await createModel(painter, { ...config, weight: 0.25 }, { seed: 1 });
    const from = ones([4, 4, 3]), to = zeros([4, 4, 3]);
    const blended = async (options?: { weight?: number }): Promise<number> => {
      const result = await other.tasks.blend.sample({ from, to }, options).result();
      const [value] = await result.data();
      result.dispose();
      return value!;
    };
    expect(other.tasks.blend.defaults).toEqual({ weight: 0.25 });
    expect(await blended()).toBe(0.75);
    expect(await blended({ weight: undefined } as never)).toBe(0.75);
    expect(await blended({ weight: 1 })).toBe(0);
    for (const each of [from, to]) each.dispose();
    other.dispose();
  });

  it('never frees or gives away its inputs', async () => {
    const from = ones([4, 4, 3]), to = zeros([4, 4, 3]);
    for await (const { step } of model.tasks.blend.sample({ from, to })) expect(step).toBeLessThan(3);
    const result = await model.tasks.blend.sample({ from, to }, { weight: 0 }).result();
    expect(result).not.toBe(from);
    for (const each of [result, from, to]) each.dispose();
  });

  it('returns values that are no tensors as they are', async () => {
    const image = zeros([4, 4, 3]);
    const { score, threshold } = await model.tasks.judge.sample({ image }).result();
    expect(score).toBeGreaterThan(0);
    expect(threshold).toBe(0.5);
    image.dispose();
  });
});
