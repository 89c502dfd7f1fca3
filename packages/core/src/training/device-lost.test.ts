import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { losable } from '../../test/losable.ts';
import { tinyData, tinyModel } from '../../test/tiny-model.ts';
import { restoreBackend, selectBackend } from '../backend/index.ts';
import { inspectCheckpoint, memoryStore } from '../checkpoint/index.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import { FigmentError } from '../errors.ts';
import { fill } from '../ops/index.ts';
import { createModel } from '../plugin/create-model.ts';
import { adamW } from './optimizers/index.ts';
import { train, type TrainingRun } from './train.ts';

const data = tinyData();
const options = { data, steps: 8, batchSize: 8, seed: 3, ema: 0.9, optimizer: adamW({ learningRate: 0.01 }) };
type Tiny = Awaited<ReturnType<typeof make>>;
const make = () => createModel(tinyModel, {}, { seed: 7 });

async function weights({ modules }: Pick<Tiny, 'modules'>): Promise<Record<string, readonly number[]>> {
  return Object.fromEntries(await Promise.all([...weightsOf(modules)].map(async ([name, variable]) => [name, [...(await variable.data())]] as const)));
}

async function finish(run: TrainingRun): Promise<void> {
  while ((await run.next()).done !== true);
}

/** What a device does when it goes. */
function scramble({ modules }: Pick<Tiny, 'modules'>): void {
  for (const variable of weightsOf(modules).values()) {
    const nothing = fill(variable.shape, NaN);
    variable.assign(nothing);
    nothing.dispose();
  }
}

/** Has something happen in the middle of a step. */
function during<Model extends Tiny>(model: Model, step: number, happens: () => void): Model {
  const objectives = model.objectives.map((objective) => ({
    ...objective,
    loss: (batch: never, call: Parameters<typeof objective.loss>[1]) => {
      if (call.step === step) happens();
      return objective.loss(batch, call);
    },
  }));
  return { ...model, objectives };
}

onEachBackend((backend) => {
  it('rejects a step in flight, leaves nothing, and goes on from the last checkpoint bit for bit', async () => {
    await selectBackend({ prefer: backend });
    const straight = await make();
    await finish(train(straight, options));
    const expected = await weights(straight);
    straight.dispose();

    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const before = memory().numTensors;
    const model = await make();
    const own = memory().numTensors;
    const to = memoryStore('lost');
    const run = train(during(model, 6, lose), { ...options, checkpoint: { to, every: 2 } });
    await expect(finish(run)).rejects.toMatchObject({
      code: 'DEVICE_LOST',
      message: 'training stopped after step 5: the GPU was lost (unplugged). The last checkpoint, memory:lost (step 4), is untouched: go on from it with resumeFrom.',
    });
    expect(memory().numTensors).toBe(own);
    expect((await inspectCheckpoint(to)).manifest.step).toBe(4);

    scramble(model);
    await restoreBackend();
    await finish(train(model, { ...options, resumeFrom: to }));
    expect(await weights(model)).toEqual(expected);
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('puts the weights back that the last checkpoint holds, averaged', async () => {
    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const model = await make();
    let averaged: unknown;
    const run = train(model, { ...options, checkpoint: { to: memoryStore('averaged'), every: 4 } });
    const stop = async (): Promise<void> => {
      for await (const { step } of run) {
        if (step === 4) averaged = await run.withAverage(() => weights(model));
        if (step === 5) lose();
      }
    };
    await expect(stop()).rejects.toMatchObject({ code: 'DEVICE_LOST' });
    scramble(model);
    await restoreBackend();
    expect(await weights(model)).toEqual(averaged);
    model.dispose();
  });

  it('does not go on with what was lost, when the device was replaced between two steps', async () => {
    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const model = await make();
    const initial = await weights(model);
    const own = memory().numTensors;
    const run = train(model, options);
    await run.next();
    lose();
    scramble(model);
    await restoreBackend();
    await expect(run.next()).rejects.toMatchObject({ code: 'DEVICE_LOST', message: expect.stringContaining('No checkpoint was saved') as string });
    expect(await weights(model), 'as restored').toEqual(initial);
    expect(memory().numTensors).toBe(own);
    model.dispose();
  });

  it('keeps what a finished run, or one that was left, made of the model', async () => {
    const { provider, lose } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const model = await make();
    for (const steps of [8, 3]) {
      for await (const { step } of train(model, options)) if (step === steps) break;
      const trained = await weights(model);
      lose();
      scramble(model);
      await restoreBackend();
      expect(await weights(model)).toEqual(trained);
    }
    model.dispose();
  });

  it('takes back a step in which the device reported an error', async () => {
    const { provider, report } = losable(backend as 'cpu' | 'wasm');
    await selectBackend({ prefer: backend, providers: [provider] });
    const model = await make();
    const own = memory().numTensors;
    const run = train(during(model, 2, () => { report(new FigmentError('DEVICE_ERROR', 'the GPU reported: out of memory')); }), { ...options, ema: 0 });
    await run.next();
    const first = await weights(model);
    await expect(run.next()).rejects.toMatchObject({ code: 'DEVICE_ERROR' });
    expect(await weights(model)).toEqual(first);
    expect(memory().numTensors).toBe(own);
    model.dispose();
  });
});
