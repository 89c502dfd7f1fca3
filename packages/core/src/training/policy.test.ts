import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { type TinyBatch, tinyData, tinyModel } from '../../test/tiny-model.ts';
import { type CheckpointStore, memoryStore } from '../checkpoint/index.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import { parameter } from '../nn/module.ts';
import { Module } from '../nn/index.ts';
import { div, mean, mul, scalar, square, sub, sum } from '../ops/index.ts';
import { createModel } from '../plugin/create-model.ts';
import { defineModel } from '../plugin/define.ts';
import { adamW, train, type TrainEvent, type TrainingPolicy } from './index.ts';
import type { Trainable } from './options.ts';

const data = tinyData();
const tiny = (seed = 7): ReturnType<typeof createModel<typeof tinyModel.config, typeof tinyModel.tasks, TinyBatch, never, object>> => createModel(tinyModel, {}, { seed }) as never;
const options = { data, steps: 12, batchSize: 8, seed: 3, ema: 0.9, optimizer: adamW({ learningRate: 0.01 }) } as const;
type Weights = Readonly<Record<string, readonly number[]>>;

const weights = async ({ modules }: { readonly modules: Trainable<never>['modules'] }): Promise<Weights> =>
  Object.fromEntries(await Promise.all([...weightsOf(modules)].map(async ([name, variable]) => [name, [...(await variable.data())]] as const)));

/** Keeps the state after step 3, and goes back from the sixth step that it sees, at half the rate. */
const backOnce: TrainingPolicy<object, { readonly seen: number }> = {
  name: 'back once',
  decide: ({ step }, { seen } = { seen: 0 }) => ({
    memory: { seen: seen + 1 },
    action: seen + 1 === 6 ? { kind: 'rollBack', by: { fit: 0.5 }, reason: 'it was time' } : step === 3 && seen < 3 ? { kind: 'keep' } : undefined,
  }),
};

async function withTiny<T>(work: (model: Awaited<ReturnType<typeof tiny>>) => Promise<T>): Promise<T> {
  const before = memory();
  const model = await tiny();
  try {
    return await work(model);
  } finally {
    model.dispose();
    expect(memory().numTensors - before.numTensors, 'tensors left behind').toBe(0);
    expect(memory().numDataBuffers - before.numDataBuffers, 'buffers left behind').toBe(0);
  }
}

const run = (policy: TrainingPolicy, more: object = {}): Promise<{ events: TrainEvent[]; after: Weights }> =>
  withTiny(async (model) => {
    const events: TrainEvent[] = [];
    for await (const event of train(model, { ...options, policy, ...more })) events.push(event);
    return { events, after: await weights(model) };
  });

onEachBackend(() => {
  it('goes back to the state that was kept, and on from there with other draws at another rate', async () => {
    const { events } = await run(backOnce);
    expect(events.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(events[5]?.intervention).toEqual({ kind: 'rollBack', to: 3, reason: 'it was time', rates: { fit: 0.5 } });
    expect(events.filter(({ intervention }) => intervention !== undefined)).toHaveLength(1);
    expect(events[6]?.losses).not.toEqual(events[3]?.losses);
  });

  it('has the very weights again that it kept', async () => {
    const straight = await withTiny(async (model) => {
      const steps = train(model, { ...options, ema: 0 });
      for (let i = 0; i < 3; i += 1) await steps.next();
      const after = await weights(model);
      await steps.return();
      return after;
    });
    const stopped: TrainingPolicy<object, number> = {
      name: 'back and out',
      decide: ({ step }, seen = 0) => ({ memory: seen + 1, action: seen === 6 ? { kind: 'stop', reason: '' } : seen === 5 ? { kind: 'rollBack', reason: '' } : step === 3 ? { kind: 'keep' } : undefined }),
    };
    const { events } = await withTiny(async (model) => {
      const made: TrainEvent[] = [];
      for await (const event of train(model, { ...options, ema: 0, policy: stopped })) {
        made.push(event);
        if (event.intervention?.kind === 'rollBack') expect(await weights(model)).toEqual(straight);
      }
      return { events: made };
    });
    expect(events.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 4]);
  });

  it.each([4, 5, 8])('resumes bit for bit from step %i, with its memory and the state that it kept', async (at) => {
    const store: CheckpointStore = memoryStore('policy', new Map());
    const { after } = await run(backOnce);
    await withTiny(async (model) => {
      for await (const { step, intervention } of train(model, { ...options, policy: backOnce, checkpoint: { to: store, every: at } })) {
        if (step === at && intervention === undefined) break;
      }
    });
    const { after: resumed } = await run(backOnce, { seed: undefined, resumeFrom: store });
    expect(resumed).toEqual(after);
  });

  it('stops where it says so, and saves', async () => {
    const store = memoryStore('stopped', new Map());
    const { events } = await run({ name: 'stop', decide: ({ step }) => ({ memory: null, action: step === 5 ? { kind: 'stop', reason: 'enough' } : undefined }) }, { checkpoint: { to: store } });
    expect(events.at(-1)).toMatchObject({ step: 5, saved: true, intervention: { kind: 'stop', reason: 'enough' } });
    expect(events).toHaveLength(5);
  });

  it('learns on at other rates', async () => {
    const halving: TrainingPolicy = { name: 'halve', decide: ({ step }) => ({ memory: null, action: step % 2 === 0 ? { kind: 'scaleRate', by: 0.5, reason: 'slower' } : undefined }) };
    const { events, after } = await run(halving, { steps: 4 });
    expect(events.map(({ intervention }) => intervention?.rates?.['fit'])).toEqual([undefined, 0.5, undefined, 0.25]);
    const { after: plain } = await run({ name: 'nothing', decide: () => ({ memory: null }) }, { steps: 4 });
    expect(after).not.toEqual(plain);
  });

  describe('after a step whose numbers are not finite', () => {
    /** 1 / (weight - its value at the third step), so that the third step divides by zero. */
    class Cliff extends Module {
      readonly weight = parameter(() => scalar(3));
    }
    const cliff = defineModel({
      id: 'test/cliff', title: 'A cliff', config: tinyModel.config, tasks: {},
      create() {
        const net = new Cliff();
        return { modules: { net }, run: {}, objectives: [{ name: 'fall', parameters: () => net.namedParameters(), loss: ({ x }: TinyBatch, { step }) => ({ loss: step === 3 ? div(sum(net.weight), sub(mean(mul(x, 0)), 0)) : mean(square(net.weight)) }) }] };
      },
    });
    const events = async (policy?: TrainingPolicy): Promise<TrainEvent[]> => {
      const model = await createModel(cliff, {}, { seed: 1 });
      const made: TrainEvent[] = [];
      try {
        for await (const event of train(model as unknown as Trainable<TinyBatch>, { ...options, ema: 0, policy })) made.push(event);
        return made;
      } finally {
        model.dispose();
      }
    };

    it('stops if the policy says so, at the step before', async () => {
      const made = await events({ name: 'stop', decide: ({ losses }) => ({ memory: null, action: Number.isFinite(losses['fall']) ? undefined : { kind: 'stop', reason: 'it fell' } }) });
      expect(made.map(({ step }) => step)).toEqual([1, 2, 3]);
      expect(made.at(-1)?.intervention).toEqual({ kind: 'stop', reason: 'it fell' });
    });

    it('goes on at another rate if the policy says so', async () => {
      const once: TrainingPolicy<object, number> = { name: 'slower', decide: ({ losses }, before = 0) => ({ memory: before + 1, action: Number.isFinite(losses['fall']) ? undefined : before === 3 ? { kind: 'stop', reason: 'twice' } : { kind: 'scaleRate', by: 0.1, reason: 'slower' } }) };
      const made = await events(once);
      expect(made.map(({ step, intervention }) => [step, intervention?.kind])).toEqual([[1, undefined], [2, undefined], [3, 'scaleRate'], [3, 'stop']]);
    });

    it.each([undefined, { name: 'idle', decide: () => ({ memory: null }) }])('ends with the error otherwise', async (policy) => {
      await expect(events(policy)).rejects.toMatchObject({ code: 'LOSS_NOT_FINITE' });
    });
  });

  it.each<[string, TrainingPolicy | string, RegExp]>([
    ['a name that the model does not have', 'prayer', /OPTIONS_INVALID|brings none/],
    ['rates of objectives that are not there', { name: 'mine', decide: () => ({ memory: null, action: { kind: 'scaleRate', by: { fits: 2 }, reason: '' } }) }, /"fits".*fit/],
    ['a rate that is no number above 0', { name: 'mine', decide: () => ({ memory: null, action: { kind: 'scaleRate', by: -1, reason: '' } }) }, /above 0, got -1/],
  ])('refuses %s', async (_, policy, message) => {
    await expect(run(policy as TrainingPolicy)).rejects.toThrow(message);
  });
});
