import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../backend/index.ts';
import { memoryStore } from '../checkpoint/index.ts';
import { isFigmentError } from '../errors.ts';
import { Conv2d, Linear, Module } from '../nn/index.ts';
import { memory } from '../ops/index.ts';
import { key } from '../random/index.ts';
import { parseClassConfig } from './class-config.ts';
import { readModelFolder, storeWithin, writeModelFolder } from './folder.ts';
import { currentAttentionName, snakeCaseNames } from './names.ts';
import { readWeights, weightsFor } from './weights.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

class Small extends Module {
  readonly convIn: Conv2d;
  readonly output: Linear;

  constructor(seed: number) {
    super();
    this.convIn = new Conv2d(key(seed), { in: 2, out: 3, kernel: 3 });
    this.output = new Linear(key(seed + 1), { in: 3, out: 4 });
  }
}

const names = snakeCaseNames({ output: 'to_out.0' }, (name) => (name === 'version' ? undefined : currentAttentionName(name)));
const numbers = (module: Small): number[] => [...module.namedParameters()].flatMap(([, parameter]) => Array.from(parameter.dataSync()));
const messageOf = async (call: () => Promise<unknown>): Promise<unknown> => call().then(() => 'nothing thrown', (error: unknown) => (isFigmentError(error) ? `${error.code}: ${error.message}` : error));

describe('a model that goes out and comes back', () => {
  it('has the names and layouts of torch there, and the same numbers here', async () => {
    const [model, again] = [new Small(1), new Small(5)];
    const store = storeWithin(memoryStore('interchange'), 'unet');
    await writeModelFolder(store, { config: { a: 1 }, weights: weightsFor(model.namedParameters(), 'F32', names) });
    const { config, weights } = await readModelFolder(store);
    expect(config).toEqual({ a: 1 });
    expect(Object.fromEntries([...weights.tensors].map(([name, { shape }]) => [name, shape]))).toEqual({ 'conv_in.weight': [3, 2, 3, 3], 'conv_in.bias': [3], 'to_out.0.weight': [4, 3], 'to_out.0.bias': [4] });
    await readWeights(again.namedParameters(), weights, names);
    expect(numbers(again)).toEqual(numbers(model));
    model.dispose();
    again.dispose();
  });

  it('changes nothing where a file does not fit', async () => {
    const model = new Small(1);
    const before = numbers(model);
    const tensors = new Map([['conv_in.weight', { dtype: 'F32' as const, shape: [3, 2, 3, 3], start: 0, end: 0 }]]);
    const file = { tensors, readAll: () => { throw new Error('nothing is read before all fits'); } };
    expect(await messageOf(() => readWeights(model.namedParameters(), file, names))).toMatch(/CHECKPOINT_MISMATCH: the file has no tensor "conv_in\.bias"/);
    expect(numbers(model)).toEqual(before);
    model.dispose();
  });
});

describe('folders', () => {
  it('say which file is missing', async () => {
    expect(await messageOf(() => readModelFolder(memoryStore('interchange nothing')))).toMatch(/FILE_NOT_FOUND: .*there is no config\.json/);
  });

  it('refuse what is no JSON', async () => {
    const store = memoryStore('interchange broken');
    await store.write('config.json', [new TextEncoder().encode('{')]);
    expect(await messageOf(() => readModelFolder(store))).toMatch(/CONFIG_INVALID: .*config\.json must be JSON/);
  });
});

it('configs are of the class that is asked for', () => {
  const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;
  expect(parseClassConfig(schema, { _class_name: 'A' }, ['A', 'B'])).toEqual({ _class_name: 'A' });
  expect(() => parseClassConfig(schema, { _class_name: 'C' }, ['A', 'B'])).toThrow(/_class_name must be A or B, got "C"/);
});
