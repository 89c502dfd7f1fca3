import { createModel, isFigmentError, type Tensor, train } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memoryStore } from '@figment/core/checkpoint';
import { arrays } from '@figment/core/data';
import { dispose, download, memory, mul, slice, tensor, tidy } from '@figment/core/ops';
import type { InputOf } from '@figment/core/plugin';
import { key, normalArray } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { gan } from './gan.ts';
import { expectNoLeaks } from './testing/leaks.ts';

type GanOptions = InputOf<(typeof gan)['config']>;

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

const image = { size: 8, channels: 1 } as const;
const tiny = { image, latent: 4, generator: { channels: 2 }, discriminator: { channels: 2 } } satisfies GanOptions;
const classes = { ...tiny, condition: 'class', classes: 3 } satisfies GanOptions;
const styled = { ...tiny, generator: { kind: 'style', channels: 2, styleSize: 4, mappingLayers: 2 } } satisfies GanOptions;
const labels = [0, 1, 2, 0, 1, 2, 0, 1];
const picture = { data: normalArray(key(1), 8 * 64).map((value) => 1 / (1 + Math.exp(-value))), shape: [8, 8, 8, 1] };
const pictures = arrays({ image: picture });
const labelled = arrays({ image: picture, label: labels });

const valuesOf = async (what: { result(): Promise<Tensor> }): Promise<number[]> => {
  const result = await what.result();
  const { data } = await download(result);
  result.dispose();
  return Array.from(data);
};
const stepsOf = async (run: AsyncIterable<unknown>): Promise<number> => {
  let steps = 0;
  for await (const event of run) steps += event === undefined ? 0 : 1;
  return steps;
};
const codeOf = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
    return 'nothing thrown';
  } catch (error) {
    return isFigmentError(error) ? error.code : error;
  }
};

describe('the configuration', () => {
  it.each([
    { config: { image: { size: 36 } }, path: 'image.size' },
    { config: { loss: 'zeroSum' }, path: 'loss' },
    { config: { r1: -1 }, path: 'r1' },
    { config: { condition: 'class', classes: 1 }, path: 'classes' },
    { config: { augmentation: { target: 2 } }, path: 'augmentation.target' },
    { config: { health: { diversity: 2 } }, path: 'health.diversity' },
  ])('names $path when it is wrong', async ({ config, path }) => {
    await expect(createModel(gan, config as never, { seed: 1 })).rejects.toThrow(`config.${path}`);
  });

  it('builds the recipe of clothes: 0.23 million parameters that make, 0.17 that judge', async () => {
    const model = await createModel(gan, { image: { size: 32, channels: 1 } }, { seed: 1 });
    const count = (name: string): number => [...model.modules[name]!.namedParameters()].reduce((sum, [, { size }]) => sum + size, 0);
    expect(count('generator')).toBe(230_625);
    expect(count('discriminator')).toBe(166_626 + 15); // how various a batch is stands beside each of 4 x 4 places, not once
    model.dispose();
  });

  it.each([28, 32, 48, 64, 128])('takes pictures of %i pixels', async (size) => {
    const model = await createModel(gan, { ...tiny, image: { size, channels: 3 } }, { seed: 1 });
    const made = await model.tasks.generate.sample({}, { count: 1, seed: 1 }).result();
    expect(made.shape).toEqual([1, size, size, 3]);
    made.dispose();
    model.dispose();
  });
});

describe('training', () => {
  it('tells at each step how the two stand', async () => {
    const model = await createModel(gan, { ...tiny, health: { warmUpSteps: 2 } }, { seed: 1 });
    const verdicts: string[] = [];
    for await (const { losses, balance, gradientNorms } of train(model, { data: pictures, steps: 3, batchSize: 8, seed: 1 })) {
      expect(Object.keys(losses)).toEqual(['discriminator', 'generator']);
      expect(balance.gradientNorms).toEqual(gradientNorms);
      expect(balance.accuracy).toBeCloseTo((balance.accuracyReal + balance.accuracyMade) / 2, 6);
      verdicts.push(balance.verdict);
    }
    expect(verdicts[0]).toBe('warmingUp');
    expect(verdicts[2]).not.toBe('warmingUp');
    model.dispose();
  });

  it('goes on bit for bit with both optimisers, and judges the balance as one that never stopped', async () => {
    const config = { ...classes, pathLength: 1, penaltyEvery: 2, augmentation: { kind: 'adaptive' }, discriminator: { channels: 2, spectralNorm: true } } satisfies GanOptions;
    const options = { data: labelled, batchSize: 4, seed: 3, steps: 6, calibrate: false };
    const weights = async (model: Awaited<ReturnType<typeof create>>): Promise<Map<string, number[]>> => {
      const found = new Map<string, number[]>();
      for (const [name, module] of Object.entries(model.modules)) {
        for (const [of, variable] of [...module.namedParameters(), ...module.namedBuffers()]) found.set(`${name}.${of}`, Array.from((await download(variable)).data));
      }
      return found;
    };
    const create = () => createModel(gan, config, { seed: 2 });
    const store = memoryStore('run', new Map());

    const [whole, first, second] = [await create(), await create(), await create()];
    const balances: unknown[] = [];
    for await (const { balance } of train(whole, options)) balances.push(balance);
    for await (const { step } of train(first, { ...options, checkpoint: { to: store, every: 3 } })) if (step === 3) break;
    const resumed: unknown[] = [];
    for await (const { balance } of train(second, { ...options, resumeFrom: store })) resumed.push(balance);
    expect(resumed).toEqual(balances.slice(3));
    const [straight, again] = [await weights(whole), await weights(second)];
    expect([...again.keys()]).toEqual([...straight.keys()]);
    for (const [name, values] of straight) expect(again.get(name), name).toEqual(values);
    for (const model of [whole, first, second]) model.dispose();
  });

  it('leaks nothing over 2,000 alternating steps', async () => {
    const model = await createModel(gan, { ...classes, generator: { channels: 1 }, discriminator: { channels: 1 } }, { seed: 1 });
    const counts = new Set<string>();
    for await (const { step } of train(model, { data: labelled, steps: 2000, batchSize: 4, seed: 1 })) {
      if (step < 10 || step === 2000) continue; // the last has freed what the run held
      const { numTensors, numBytes } = memory();
      counts.add(`${numTensors} tensors, ${numBytes} bytes`);
    }
    expect(counts.size).toBe(1);
    model.dispose();
  }, 120_000);

  it('refuses labels outside the classes, and data without labels where it is asked for classes', async () => {
    const model = await createModel(gan, { ...classes, classes: 2 }, { seed: 1 });
    const run = (data: typeof labelled) => stepsOf(train(model, { data, steps: 1, batchSize: 8 }));
    await expect(run(labelled)).rejects.toThrow('must be from 0 to 1 (config.classes is 2), got 2');
    expect(await codeOf(() => run(pictures as never))).toBe('DATA_INVALID');
    model.dispose();
  });

  it('makes statistics those of the averaged weights when it ends', async () => {
    const means = async (calibrate: boolean) => {
      const model = await createModel(gan, tiny, { seed: 1 });
      await stepsOf(train(model, { data: pictures, steps: 4, batchSize: 8, seed: 1, ema: 0.9, calibrate }));
      const [, mean] = [...model.modules['generator']!.namedBuffers()].find(([name]) => name.endsWith('runningMean'))!;
      const values = Array.from((await download(mean)).data);
      model.dispose();
      return values;
    };
    expect(await means(true)).not.toEqual(await means(false));
  });
});

describe('generating', () => {
  it('gives the first pictures of a seed whatever their number', async () => {
    const model = await createModel(gan, classes, { seed: 1 });
    const few = await valuesOf(model.tasks.generate.sample({}, { count: 3, seed: 4 }));
    const many = await valuesOf(model.tasks.generate.sample({}, { count: 20, seed: 4 }));
    few.forEach((value, i) => { expect(many[i]).toBeCloseTo(value, 6); });
    model.dispose();
  });

  it('makes one and the same picture of a class where nothing may vary', async () => {
    const model = await createModel(gan, classes, { seed: 1 });
    const made = await model.tasks.generate.sample({}, { count: 2, class: 1, truncation: 0, seed: 4 }).result();
    const { data } = await download(made);
    expect(Array.from(data.slice(0, 64))).toEqual(Array.from(data.slice(64)));
    made.dispose();
    model.dispose();
  });

  it('refuses a class that it has not', async () => {
    const [knows, knowsNone] = [await createModel(gan, classes, { seed: 1 }), await createModel(gan, tiny, { seed: 1 })];
    await expect(knows.tasks.generate.sample({}, { class: 3 }).result()).rejects.toThrow('options.class must be from 0 to 2');
    await expect(knowsNone.tasks.generate.sample({}, { class: 0 }).result()).rejects.toThrow('this model knows no classes');
    knows.dispose();
    knowsNone.dispose();
  });

  it.each([{ of: 'z', config: tiny }, { of: 'styles', config: styled }])('moves pictures of $of along directions, and not where the number is 0', async ({ config }) => {
    const model = await createModel(gan, config, { seed: 1 });
    const made = (directions: number[]) => valuesOf(model.tasks.generate.sample({}, { count: 2, seed: 4, directions }));
    const plain = await made([]);
    expect(await made([0, 0])).toEqual(plain);
    expect(await made([2])).not.toEqual(plain);
    expect(await made([0, 2])).not.toEqual(await made([2]));
    model.dispose();
  });
});

describe('interpolating', () => {
  it.each(['z', 'w'] as const)('begins and ends with the two pictures in %s', async (space) => {
    const model = await createModel(gan, styled, { seed: 1 });
    const strip = await valuesOf(model.tasks.interpolate.sample({}, { frames: 3, space, seed: 2 }));
    const other = await valuesOf(model.tasks.interpolate.sample({}, { frames: 2, space: space === 'z' ? 'w' : 'z', seed: 2 }));
    for (let i = 0; i < 64; i++) {
      expect(strip[i]).toBeCloseTo(other[i]!, 5);
      expect(strip[128 + i]).toBeCloseTo(other[64 + i]!, 5);
    }
    model.dispose();
  });
});

describe('mixing styles', () => {
  it('takes all of the left, all of what is above, or some of both', async () => {
    const model = await createModel(gan, styled, { seed: 1 });
    const table = (crossover: number) => valuesOf(model.tasks.mixStyles.sample({}, { count: 1, crossover, seed: 2 }));
    const cell = (values: number[], at: number): number[] => values.slice(64 * at, 64 * (at + 1));
    const close = (a: number[], b: number[]): void => { a.forEach((value, i) => { expect(value).toBeCloseTo(b[i]!, 5); }); };
    const [above, half, left] = [await table(0), await table(0.5), await table(1)];
    expect(cell(half, 0)).toEqual(new Array(64).fill(1)); // the corner
    // Accidents are drawn anew for each row, so what is compared comes of the styles: tables agree on their first row and column.
    close(cell(above, 1), cell(left, 1));
    close(cell(above, 2), cell(left, 2));
    expect(cell(half, 3)).not.toEqual(cell(above, 3));
    expect(cell(half, 3)).not.toEqual(cell(left, 3));
    close(cell(above, 3), cell(above, 1));
    model.dispose();
  });

  it('has nothing to mix where one style drives a picture', async () => {
    const model = await createModel(gan, tiny, { seed: 1 });
    expect(model.tasks.mixStyles.unavailable).toMatch(/generator.kind/);
    model.dispose();
  });
});

describe('projecting', () => {
  const steady = { ...styled, generator: { ...styled.generator, noise: false } } satisfies GanOptions;
  it.each([{ of: 'z', config: classes }, { of: 'styles', config: steady }])('finds a picture of its own again, by $of', async ({ config }) => {
    const model = await createModel(gan, config, { seed: 1 });
    // A new generator makes grey of everything, or more than pictures can show: of other scales, its pictures differ.
    const scale = (name: string): number => (/^(input|output).weight/.test(name) ? 4 : /picture.weight/.test(name) ? 0.4 : 1);
    for (const [name, parameter] of model.modules['generator']!.namedParameters()) tidy(() => { parameter.assign(mul(parameter, scale(name))); });
    const difference = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
    const made = await model.tasks.generate.sample({}, { count: 1, seed: 11, truncation: 0.7 }).result();
    const sampling = model.tasks.project.sample({ image: made }, { steps: 150, seed: 1 });
    const whole = sampling.result();
    let found: number | undefined;
    for await (const { class: label } of sampling) found = label;
    const latent = await whole;
    const again = await valuesOf(model.tasks.decode.sample({ latent }, found === undefined ? {} : { class: found }));
    const target = Array.from((await download(made)).data);
    const other = await valuesOf(model.tasks.generate.sample({}, { count: 1, seed: 12 }));
    expect(difference(again, target)).toBeLessThan(0.25 * difference(other, target));
    dispose([made, latent]);
    model.dispose();
  });

  it('takes one picture only', async () => {
    const model = await createModel(gan, tiny, { seed: 1 });
    const two = await model.tasks.generate.sample({}, { count: 2, seed: 1 }).result();
    await expect(model.tasks.project.sample({ image: two }).result()).rejects.toThrow('input.image must be one picture, got 2');
    two.dispose();
    model.dispose();
  });
});

describe('editing', () => {
  it('has the picture that it found in the middle, and goes to both sides of it', async () => {
    const model = await createModel(gan, tiny, { seed: 1 });
    const image = await model.tasks.generate.sample({}, { count: 1, seed: 11 }).result();
    const strip = (options: object) => valuesOf(model.tasks.edit.sample({ image }, { steps: 5, frames: 3, seed: 1, ...options }));
    const along = await strip({ direction: 1 });
    const still = await strip({ amount: 0 });
    for (let i = 0; i < 64; i++) {
      expect(along[64 + i]).toBeCloseTo(still[i]!, 6);
      expect(still[128 + i]).toBeCloseTo(still[i]!, 6);
    }
    expect(along.slice(0, 64)).not.toEqual(along.slice(128));
    expect(await strip({ vector: [1, 0, 0, 0] })).not.toEqual(along);
    await expect(strip({ vector: [1, 0] })).rejects.toThrow('options.vector must be 4 numbers');
    image.dispose();
    model.dispose();
  });
});

describe('decoding', () => {
  it('refuses a latent of another length', async () => {
    const model = await createModel(gan, tiny, { seed: 1 });
    const latent = tensor([1, 2]);
    await expect(model.tasks.decode.sample({ latent }).result()).rejects.toThrow('input.latent must have 4 numbers for a picture, got 2');
    latent.dispose();
    model.dispose();
  });

  it('gives the picture that was made of the latent', async () => {
    const model = await createModel(gan, tiny, { seed: 1 });
    const zero = tensor([0, 0, 0, 0]);
    const average = await valuesOf(model.tasks.decode.sample({ latent: zero }));
    const made = await model.tasks.generate.sample({}, { count: 1, truncation: 0, seed: 1 }).result();
    const first = slice(made, [0, 0, 0, 0], [1, -1, -1, -1]);
    expect(Array.from((await download(first)).data)).toEqual(average);
    dispose([zero, made, first]);
    model.dispose();
  });
});
