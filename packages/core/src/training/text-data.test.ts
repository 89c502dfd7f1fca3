import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { LetterTokenizer, textModel } from '../../test/text-model.ts';
import { tinyModel } from '../../test/tiny-model.ts';
import { adoptWeights, inspectCheckpoint, memoryStore, openModel, saveModel } from '../checkpoint/index.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import { arrays, texts } from '../data/index.ts';
import { Module, parameter } from '../nn/module.ts';
import { scalar } from '../ops/index.ts';
import { createModel } from '../plugin/create-model.ts';
import { batchesFor, evaluate, train } from './index.ts';
import type { Objective } from './objective.ts';

const words = texts(['ab', 'abc', 'ba', 'ca', 'bc', 'ab', 'cb']);
const tokenizer = new LetterTokenizer('abc');
const make = (seed = 1) => createModel(textModel, {}, { seed, tokenizer });

async function weights({ modules }: { readonly modules: Readonly<Record<string, Module>> }): Promise<readonly number[]> {
  const all = await Promise.all([...weightsOf(modules).values()].map((variable) => variable.data()));
  return all.flatMap((values) => [...values]);
}

onEachBackend(() => {
  it('make their batches once, and resume bit for bit', async () => {
    const store = memoryStore('test', new Map());
    const before = memory().numTensors;
    const whole = await make(), halves = await make();
    const options = { data: words, batchSize: 3, seed: 5 };
    const made: number[] = [];
    for await (const event of train(whole, { ...options, steps: 6 })) made.push(event.made);
    expect(made).toEqual([1, 1, 1, 1, 1, 1]);

    for await (const { step } of train(halves, { ...options, steps: 6, checkpoint: { to: store, every: 3 } })) if (step === 3) break;
    const opened = await openModel(store, textModel);
    for await (const { step } of train(opened, { ...options, steps: 6, resumeFrom: store })) expect(step).toBeGreaterThan(3);
    expect(await weights(opened)).toEqual(await weights(whole));
    for (const model of [whole, halves, opened]) model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('take batches that are ready as they are', async () => {
    const model = await make();
    const ready = await batchesFor(model, words);
    for await (const { made } of train(model, { data: ready, steps: 2, batchSize: 2 })) expect(made).toBe(1);
    expect(await batchesFor(model, ready)).toBe(ready);
    model.dispose();
  });

  it('refuse data that are neither', async () => {
    const model = await make();
    const pictures = arrays({ image: [[[[0]]]] });
    expect(() => train(model, { data: pictures as never })).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: 'test/text learns from text (text), but arrays has image (image).' }));
    model.dispose();
  });

  it('keep their tokenizer in checkpoints, of runs and of saveModel', async () => {
    const run = memoryStore('test', new Map()), saved = memoryStore('test', new Map());
    const model = await make();
    for await (const { step } of train(model, { data: words, steps: 2, batchSize: 2, checkpoint: { to: run } })) expect(step).toBeLessThan(3);
    await saveModel(model, saved, { parts: { letters: model } });
    for (const store of [run, saved]) {
      const { manifest, files } = await inspectCheckpoint(store);
      expect(manifest.tokenizer).toEqual(['letters.txt']);
      expect(files.map(({ name }) => name)).toContain('letters.txt');
      const opened = await openModel(store, textModel, { also: [textModel] });
      expect(opened.tokenizer).toEqual(tokenizer);
      opened.dispose();
    }
    expect((await inspectCheckpoint(saved)).parts['letters']?.manifest.tokenizer).toEqual(['letters.txt']);
    const other = await openModel(saved, textModel, { also: [textModel], tokenizer: new LetterTokenizer('xyz') });
    expect(other.tokenizer).toMatchObject({ letters: 'xyz' });
    for (const one of [model, other]) one.dispose();
  });

  it('leave a tokenizer of another kind to who brought it', async () => {
    const foreign = { encode: tokenizer.encode.bind(tokenizer), decode: tokenizer.decode.bind(tokenizer), vocabularySize: 3 };
    const store = memoryStore('test', new Map());
    const model = await createModel(textModel, {}, { seed: 1, tokenizer: foreign });
    await saveModel(model, store);
    await expect(openModel(store, textModel)).rejects.toMatchObject({ code: 'TOKENIZER_MISSING' });
    const opened = await openModel(store, textModel, { tokenizer: foreign });
    expect(await weights(opened)).toEqual(await weights(model));
    for (const one of [model, opened]) one.dispose();
  });

  it('are measured on data without learning from them', async () => {
    const model = await make();
    const before = { weights: await weights(model), tensors: memory().numTensors };
    const all = await evaluate(model, words, { batchSize: 7 });
    const parts = await evaluate(model, words, { batchSize: 2 });
    expect(parts.losses['next letter']).toBeCloseTo(all.losses['next letter']!, 5);
    // a = 0, b = 1, c = 2: the first two letters of the words, in sum.
    expect(all.metrics).toEqual({ letters: 12 });
    expect(await evaluate(model, words, { batchSize: 7, limit: 2 })).toMatchObject({ metrics: { letters: 2 } });
    expect({ weights: await weights(model), tensors: memory().numTensors }).toEqual(before);
    await expect(evaluate(model, words, { batchSize: 0 })).rejects.toMatchObject({ code: 'OPTIONS_INVALID' });
    model.dispose();
  });
});

describe('evaluate', () => {
  class Nothing extends Module {
    readonly weight = parameter(() => scalar(1));
  }

  it('weights batches by what their losses are means over, and says that nothing is learnt', async () => {
    const nothing = new Nothing();
    const seen: unknown[] = [];
    const objective: Objective<{ readonly x: readonly string[] }> = {
      name: 'loss',
      parameters: () => nothing.namedParameters(),
      loss({ x }, { evaluation }) {
        seen.push(evaluation);
        return { loss: scalar(x.length), weight: scalar(x.length === 1 ? 9 : 1) };
      },
    };
    const { losses } = await evaluate({ objectives: [objective] }, arrays({ x: ['a', 'b', 'c'] }), { batchSize: 2 });
    // Two examples weigh 1, one weighs 9: (1 * 2 + 9 * 1) / 10.
    expect(losses).toEqual({ loss: expect.closeTo(1.1, 6) as number });
    expect(seen).toEqual([true, true]);
    nothing.dispose();
  });
});

describe('adoptWeights', () => {
  it('gives a model the weights of another, and says which it had itself', async () => {
    const [model, other] = [await createModel(tinyModel, {}, { seed: 1 }), await createModel(tinyModel, {}, { seed: 2 })];
    expect(await adoptWeights(model, other)).toEqual([]);
    expect(await weights(model)).toEqual(await weights(other));
    const { net } = other.modules;
    expect(await adoptWeights({ modules: { ...model.modules, more: net! } }, model)).toEqual([...net!.namedParameters(), ...net!.namedBuffers()].map(([name]) => `more.${name}`));
    other.dispose();
    model.dispose();
  });

  it('changes nothing where one does not fit', async () => {
    const [model, wide] = [await createModel(tinyModel, {}, { seed: 1 }), await createModel(tinyModel, { width: 9 }, { seed: 2 })];
    const before = await weights(model);
    await expect(adoptWeights(model, wide)).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH', message: expect.stringContaining('"net.up.weight" has shape [3, 9] there and [3, 8] here') as string });
    await expect(adoptWeights({ modules: {} }, model)).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' });
    expect(await weights(model)).toEqual(before);
    for (const one of [model, wide]) one.dispose();
  });
});
