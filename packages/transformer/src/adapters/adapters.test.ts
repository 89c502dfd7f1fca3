import { createModel, isFigmentError, type Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { memoryStore, openModel, saveModel } from '@figment/core/checkpoint';
import { type AdaptedLinear, Linear, linearLayers, Module } from '@figment/core/nn';
import { clone, dispose, download, memory, mul, square, sum, tensor, tidy, upload, valueAndGrads } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { TransformerNetwork } from '../network/transformer-network.ts';
import { transformer } from '../transformer.ts';
import { type AdapterHandle, adapterOf, attachAdapter, mergeAdapter, openAdapter, readPeftAdapter, resetMagnitudes, saveAdapter, trainableParameters, writePeftAdapter } from './index.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

/** Two maps, one behind the other. */
class Pair extends Module {
  readonly first = new Linear(key(1), { in: 3, out: 4 });
  readonly second = new Linear(key(2), { in: 4, out: 2, bias: false });

  forward(x: Tensor): Tensor {
    return tidy(() => this.second.forward(this.first.forward(x, { activation: 'relu' })));
  }
}

const small = { preset: 'llama', vocabulary: 20, layers: 2, width: 8, heads: 2, context: 16, hidden: 12 } as const;
const tiny = async (more: object = {}) => createModel(transformer, { ...small, ...more }, { seed: 3 });
type Tiny = Awaited<ReturnType<typeof tiny>>;

function logitsOf(model: Tiny): Tensor {
  const network = model.modules['network'] as TransformerNetwork;
  return tidy(() => network.logits(network.decode(upload({ data: Int32Array.of(3, 7, 1, 9), shape: [1, 4] })).hidden));
}

async function numbersOf(make: () => Tensor): Promise<number[]> {
  const value = tidy(make);
  const { data } = await download(value);
  dispose(value);
  return [...data];
}

/** Something that is not 0 for what training would move. */
function move(handle: AdapterHandle): void {
  let seed = 50;
  for (const [name, parameter] of handle.parameters()) {
    if (name.endsWith('.b')) tidy(() => { parameter.assign(normal(key(seed++), parameter.shape)); });
    if (name.endsWith('.magnitude')) tidy(() => { parameter.assign(mul(parameter, 1.5)); });
  }
}

function near(a: readonly number[], b: readonly number[], tolerance = 1e-5): void {
  expect(a.length).toBe(b.length);
  for (const [i, value] of a.entries()) expect(Math.abs(value - b[i]!)).toBeLessThan(tolerance);
}

async function codeOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return 'nothing thrown';
  } catch (error) {
    return isFigmentError(error) ? [error.code, error.message] : error;
  }
}

describe('an adapter', () => {
  it.each(['lora', 'dora'] as const)('changes nothing at first: %s', async (kind) => {
    const model = await tiny();
    const plain = await numbersOf(() => logitsOf(model));
    attachAdapter(model, { kind }, { key: key(1) });
    near(await numbersOf(() => logitsOf(model)), plain);
    model.dispose();
  });

  it('adds alpha / rank A B to a weight, or alpha / sqrt(rank) A B where it is rank-stabilised', async () => {
    for (const [rankStabilized, scale] of [[false, 3 / 4], [true, 3 / 2]] as const) {
      const pair = new Pair();
      const handle = attachAdapter(pair, { targets: ['second'], rank: 4, alpha: 3, rankStabilized }, { key: key(1) });
      move(handle);
      const { weight, adapter } = handle.layers.get('second')!;
      const [w, a, b] = await Promise.all([weight, adapter.a, adapter.b].map((each) => numbersOf(() => clone(each))));
      const right = Array.from({ length: 8 }, (_, i) => {
        const [row, column] = [Math.floor(i / 2), i % 2];
        return w![i]! + scale * [0, 1, 2, 3].reduce((total, k) => total + a![row * 4 + k]! * b![k * 2 + column]!, 0);
      });
      near(await numbersOf(() => adapter.merged(weight)), right);
      near(await numbersOf(() => pair.second.forward(tensor([1, 0, 0, 0], [1, 4]))), right.slice(0, 2));
      pair.dispose();
    }
  });

  it('gives the weights of each output the length that DoRA learns', async () => {
    const pair = new Pair();
    const handle = attachAdapter(pair, { targets: ['first'], kind: 'dora' }, { key: key(1) });
    move(handle);
    const { weight, adapter } = handle.layers.get('first')!;
    near(await numbersOf(() => sum(square(adapter.merged(weight)), 0)), await numbersOf(() => square(adapter.magnitude!)), 1e-4);
    pair.dispose();
  });

  it('gives the gradients of its formula, with the length of DoRA as a constant', async () => {
    const pair = new Pair();
    const handle = attachAdapter(pair, { targets: ['second'], kind: 'dora', rank: 2, alpha: 2 }, { key: key(1) });
    move(handle);
    const { weight, adapter } = handle.layers.get('second')!;
    const x = tensor([0.5, -1, 2, 0.25], [1, 4]);
    const { value, gradients } = valueAndGrads(() => tidy(() => sum(square(pair.second.forward(x)))), [adapter.b, adapter.magnitude!]);
    // y = g x (W + A B), g = m / c with c constant: dL/dm = 2 y (y / m), dL/dB[k, j] = 2 y_j g_j (x A)_k.
    const [y, m, w, a, b] = await Promise.all([() => pair.second.forward(x), () => clone(adapter.magnitude!), () => clone(weight), () => clone(adapter.a), () => clone(adapter.b)].map(numbersOf));
    near(await numbersOf(() => clone(gradients[1]!)), y!.map((each, j) => (2 * each * each) / m![j]!), 1e-3);
    const at = (row: number, column: number): number => w![row * 2 + column]! + a![row * 2]! * b![column]! + a![row * 2 + 1]! * b![2 + column]!;
    const g = [0, 1].map((j) => m![j]! / Math.hypot(at(0, j), at(1, j), at(2, j), at(3, j)));
    const low = [0, 1].map((k) => 0.5 * a![k]! - a![2 + k]! + 2 * a![4 + k]! + 0.25 * a![6 + k]!);
    near(await numbersOf(() => clone(gradients[0]!)), [0, 1].flatMap((k) => [0, 1].map((j) => 2 * y![j]! * g[j]! * low[k]!)), 1e-3);
    dispose([x, value, ...gradients]);
    pair.dispose();
  });

  it('is all that is trained; a plain model is trained as a whole', async () => {
    const model = await tiny();
    const network = model.modules['network']!;
    const all = [...trainableParameters(network)].map(([name]) => name);
    expect(all).toContain('tokens.weight');
    const handle = attachAdapter(model, { targets: ['attention.query'], rank: 2 }, { key: key(1) });
    expect([...trainableParameters(network)].map(([name]) => name)).toEqual([0, 1].flatMap((i) => ['a', 'b'].map((part) => `decoder.blocks.${i}.attention.query.adapter.${part}`)));
    handle.detach();
    expect([...trainableParameters(network)].map(([name]) => name)).toEqual(all);
    model.dispose();
  });

  it.each(['lora', 'dora'] as const)('computes the same after it is merged, and is gone: %s', async (kind) => {
    const model = await tiny();
    const layers = [...linearLayers(model.modules['network']!)].map(({ name }) => name);
    move(attachAdapter(model, { kind, targets: ['all-linear'] }, { key: key(1) }));
    expect(model.config).toHaveProperty('adapter');
    const adapted = await numbersOf(() => logitsOf(model));
    await mergeAdapter(model);
    near(await numbersOf(() => logitsOf(model)), adapted, 1e-4);
    expect([...linearLayers(model.modules['network']!)].map(({ name, layer }) => [name, layer instanceof Linear])).toEqual(layers.map((name) => [name, true]));
    expect(model.config).not.toHaveProperty('adapter');
    expect(adapterOf(model)).toBeUndefined();
    model.dispose();
  });

  it('leaves the model as it was when it is detached, once', async () => {
    const model = await tiny();
    const plain = await numbersOf(() => logitsOf(model));
    const tensors = memory().numTensors;
    const handle = attachAdapter(model, {}, { key: key(1) });
    move(handle);
    handle.detach();
    expect(memory().numTensors).toBe(tensors);
    expect(await numbersOf(() => logitsOf(model))).toEqual(plain);
    expect(await codeOf(() => { handle.detach(); })).toEqual(['ADAPTER_INVALID', expect.stringContaining('no longer on the model')]);
    model.dispose();
  });

  it('has ranks and alphas by the longest ending of a name', async () => {
    const model = await tiny();
    const { layers } = attachAdapter(model, { targets: ['attention.query', 'attention.key'], rank: 2, alpha: 4, ranks: { 'attention.key': 3, 'blocks.1.attention.key': 5 }, alphas: { 'attention.key': 6 } }, { key: key(1) });
    expect([...layers].map(([name, { adapter }]) => [name.slice(15), adapter.a.shape[1], adapter.scale])).toEqual([['0.attention.query', 2, 2], ['0.attention.key', 3, 2], ['1.attention.query', 2, 2], ['1.attention.key', 5, 6 / 5]]);
    model.dispose();
  });

  it('shares the first matrix of layers that read the same, as often as there are blocks', async () => {
    const model = await tiny();
    const handle = attachAdapter(model, { targets: ['attention.query', 'attention.value'], rank: 2, shared: [['attention.query', 'attention.key', 'attention.value']] }, { key: key(1) });
    const of = (name: string): AdaptedLinear => handle.layers.get(`decoder.blocks.${name}`)!;
    expect(of('0.attention.query').adapter.a).toBe(of('0.attention.value').adapter.a);
    expect(of('0.attention.query').adapter.a).not.toBe(of('1.attention.query').adapter.a);
    expect([...handle.parameters()].length).toBe(6);
    expect([...trainableParameters(handle.module)].length).toBe(6);
    model.dispose();
  });

  it('leaves out parts of its input in calls with a key, the same for the same key', async () => {
    const model = await tiny();
    move(attachAdapter(model, { dropout: 0.5 }, { key: key(1) }));
    const network = model.modules['network'] as TransformerNetwork;
    const read = (dropped?: number): Promise<number[]> => numbersOf(() => network.decode(upload({ data: Int32Array.of(3, 7), shape: [1, 2] }), { key: dropped === undefined ? undefined : key(dropped) }).hidden);
    const plain = await read();
    const dropped = await read(1);
    expect(dropped).not.toEqual(plain);
    expect(await read(1)).toEqual(dropped);
    expect(await read(2)).not.toEqual(dropped);
    expect(await read()).toEqual(plain);
    model.dispose();
  });

  it('has magnitudes anew where the weights below it were replaced', async () => {
    const pair = new Pair();
    const handle = attachAdapter(pair, { targets: ['first'], kind: 'dora' }, { key: key(1) });
    tidy(() => { pair.first.weight.assign(mul(pair.first.weight, 2)); });
    resetMagnitudes(pair);
    near(await numbersOf(() => handle.layers.get('first')!.adapter.merged(pair.first.weight)), await numbersOf(() => clone(pair.first.weight as Tensor)));
    pair.dispose();
  });

  it.each([
    ['a target that there is not', { targets: ['attention.query', 'attention.q'] }, 'The model has no linear layers attention.q; it has attention.query, attention.key'],
    ['no rank', { rank: 0 }, 'adapter.rank: '],
    ['shared matrices of other sizes', { targets: ['feedForward.up', 'feedForward.down'], shared: [['feedForward.up', 'feedForward.down']] }, 'decoder.blocks.0.feedForward.down must have a first matrix of shape [8, 8], as the layer it shares it with, got [12, 8]'],
  ])('is refused before anything is made: %s', async (_, settings, message) => {
    const model = await tiny();
    const tensors = memory().numTensors;
    expect(await codeOf(() => attachAdapter(model, settings, { key: key(1) }))).toEqual(['ADAPTER_INVALID', expect.stringContaining(message)]);
    expect(memory().numTensors).toBe(tensors);
    expect(adapterOf(model)).toBeUndefined();
    model.dispose();
  });

  it('is one at a time', async () => {
    const model = await tiny({ adapter: {} });
    expect(await codeOf(() => attachAdapter(model, {}, { key: key(1) }))).toEqual(['ADAPTER_INVALID', 'The model has an adapter: merge or detach it first.']);
    await mergeAdapter(model);
    expect(await codeOf(() => mergeAdapter(model))).toEqual(['ADAPTER_INVALID', 'The model has no adapter to merge.']);
    model.dispose();
  });
});

describe('a model with an adapter', () => {
  it.each([
    ['that it was created with', { adapter: { kind: 'dora', rank: 2, shared: [['attention.query', 'attention.key']] } }],
    ['that was put on', {}],
  ])('is saved and opened again as any other: %s', async (_, config) => {
    const store = memoryStore('adapted', new Map());
    const model = await tiny(config);
    if (adapterOf(model) === undefined) attachAdapter(model, { targets: ['feedForward.up'] }, { key: key(1) });
    move(adapterOf(model)!);
    await saveModel(model, store);
    const again = await openModel(store, transformer);
    expect(again.config).toEqual(model.config);
    expect(await numbersOf(() => logitsOf(again))).toEqual(await numbersOf(() => logitsOf(model)));
    await mergeAdapter(again);
    await saveModel(again, store);
    const plain = await openModel(store, transformer);
    expect(adapterOf(plain)).toBeUndefined();
    near(await numbersOf(() => logitsOf(plain)), await numbersOf(() => logitsOf(model)), 1e-4);
    for (const each of [model, again, plain]) each.dispose();
  });
});

describe('files of an adapter alone', () => {
  it('put it onto another copy of the model', async () => {
    const store = memoryStore('adapter', new Map());
    const [model, other] = [await tiny(), await tiny()];
    const handle = attachAdapter(model, { kind: 'dora', rank: 3 }, { key: key(1) });
    move(handle);
    await saveAdapter(handle, store);
    await openAdapter(other, store);
    expect(await numbersOf(() => logitsOf(other))).toEqual(await numbersOf(() => logitsOf(model)));
    model.dispose();
    other.dispose();
  });

  it('are refused by a model that they don\'t fit, which stays as it was', async () => {
    const store = memoryStore('adapter', new Map());
    const [model, other] = [await tiny(), await tiny({ hidden: 16 })];
    await saveAdapter(attachAdapter(model, { targets: ['feedForward.down'] }, { key: key(1) }), store);
    const plain = await numbersOf(() => logitsOf(other));
    expect(await codeOf(() => openAdapter(other, store))).toEqual(['ADAPTER_INVALID', expect.stringContaining('it lacks decoder.blocks.0.feedForward.down.adapter.a of shape [16, 8]')]);
    expect(await codeOf(() => openAdapter(other, memoryStore('nothing', new Map())))).toEqual(['FILE_NOT_FOUND', expect.stringContaining('adapter.json')]);
    expect(await numbersOf(() => logitsOf(other))).toEqual(plain);
    model.dispose();
    other.dispose();
  });
});

// What PEFT itself computes and writes is compared by the golden cases lora-*.
describe('files of PEFT', () => {
  it.each([
    ['each layer apart', { preset: 'llama' }, { targets: ['all-linear'], ranks: { 'feedForward.down': 3 }, alphas: { 'attention.key': 2 } }, ['self_attn.q_proj', 'mlp.down_proj']],
    ['packed layers with matrices of their own', { preset: 'gpt2' }, { rank: 3, kind: 'dora', rankStabilized: true }, ['attn.c_attn', 'attn.c_proj']],
    ['part of what is packed', { preset: 'gpt2' }, { rank: 2, targets: ['attention.value', 'attention.key'], alphas: { 'attention.key': 3 } }, ['attn.c_attn']],
    ['packed by heads', { preset: 'neox', width: 16 }, { rank: 2, kind: 'dora', targets: ['attention.query', 'feedForward.up'] }, ['attention.query_key_value']],
  ] as const)('hold the same adapter: %s', async (_, config, settings, names) => {
    const store = memoryStore('peft', new Map());
    const model = await tiny(config);
    const handle = attachAdapter(model, settings as Parameters<typeof attachAdapter>[1], { key: key(1) });
    move(handle);
    const adapted = await numbersOf(() => logitsOf(model));
    await writePeftAdapter(model, store, { baseModel: 'here' });
    const written = JSON.parse(new TextDecoder().decode(await (await store.read('adapter_config.json'))!.arrayBuffer())) as { target_modules: string[] };
    expect(written).toMatchObject({ peft_type: 'LORA', task_type: 'CAUSAL_LM', base_model_name_or_path: 'here', bias: 'none' });
    expect(written.target_modules).toEqual(expect.arrayContaining([...names]));
    handle.detach();
    await readPeftAdapter(model, store);
    near(await numbersOf(() => logitsOf(model)), adapted, 1e-4);
    model.dispose();
  });

  /** A written adapter with its config changed. */
  async function refusal(change: object): Promise<unknown> {
    const store = memoryStore('peft', new Map());
    const model = await tiny();
    const handle = attachAdapter(model, { targets: ['attention.query'], rank: 2 }, { key: key(1) });
    await writePeftAdapter(model, store);
    handle.detach();
    const config = JSON.parse(new TextDecoder().decode(await (await store.read('adapter_config.json'))!.arrayBuffer())) as object;
    await store.write('adapter_config.json', [new TextEncoder().encode(JSON.stringify({ ...config, ...change }))]);
    const code = await codeOf(() => readPeftAdapter(model, store));
    adapterOf(model)?.detach();
    model.dispose();
    return code;
  }

  it.each([
    ['another kind of adapter', { peft_type: 'IA3' }, 'peft_type'],
    ['trained biases', { bias: 'all' }, 'bias "all" is not supported'],
    ['other modules', { modules_to_save: ['lm_head'] }, 'modules_to_save ["lm_head"] is not supported'],
    ['another rank', { r: 4 }, 'model.layers.0.self_attn.q_proj.lora_A must have shape [4, 8], got [2, 8]'],
    ['magnitudes that are not there', { use_dora: true }, 'model.layers.0.self_attn.q_proj.lora_magnitude_vector must have shape [8], and is missing'],
    ['targets without weights', { target_modules: ['q_proj', 'v_proj'] }, 'model.layers.0.self_attn.v_proj is a target and has no weights'],
    ['weights without target', { target_modules: ['v_proj'], layers_to_transform: [5] }, 'model.layers.0.self_attn.q_proj has weights and is no target'],
  ])('are refused, listing what does not fit: %s', async (_, change, message) => {
    expect(await refusal(change)).toEqual(['ADAPTER_INVALID', expect.stringContaining(message)]);
  });

  it.each([
    ['a regular expression', { target_modules: '.*\\.(q|x)_proj' }],
    ['layers by number', { target_modules: ['q_proj'], layers_to_transform: [0, 1], layers_pattern: 'layers' }],
    ['nothing', { target_modules: null }],
  ])('name their layers by %s', async (_, change) => { expect(await refusal(change)).toBe('nothing thrown'); });
});
