import { memory, type Variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { type TinyBatch, tinyData, tinyModel } from '../../test/tiny-model.ts';
import { inspectCheckpoint, memoryStore, openModel } from '../checkpoint/index.ts';
import { weightsOf } from '../checkpoint/weights.ts';
import type { Dataset } from '../data/index.ts';
import { FigmentError } from '../errors.ts';
import { parameter } from '../nn/module.ts';
import { add, mean, mul, scalar, square, sub, tensor } from '../ops/index.ts';
import { createModel } from '../plugin/create-model.ts';
import { adamW, cosine, sgd, train, type TrainEvent, type TrainingRun, type TrainOptions, warmUp } from './index.ts';
import type { Objective } from './objective.ts';
import type { Trainable } from './options.ts';

type Weights = Readonly<Record<string, readonly number[]>>;
const weights = async ({ modules }: { readonly modules: Trainable<never>['modules'] }): Promise<Weights> =>
  Object.fromEntries(await Promise.all([...weightsOf(modules)].map(async ([name, variable]) => [name, [...(await variable.data())]] as const)));

const data = tinyData();
const tiny = (seed = 7): ReturnType<typeof createModel<typeof tinyModel.config, typeof tinyModel.tasks, TinyBatch, never, object>> => createModel(tinyModel, {}, { seed }) as never;

async function eventsOf(run: TrainingRun): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

async function until(run: TrainingRun, step: number, then: () => unknown = () => undefined): Promise<void> {
  for await (const event of run) {
    if (event.step === step) {
      await then();
      break;
    }
  }
}

/** Fresh model, `work`, and not one tensor more than before. */
async function withTiny(work: (model: Awaited<ReturnType<typeof tiny>>) => Promise<void>): Promise<void> {
  const before = memory();
  const model = await tiny();
  try {
    await work(model);
  } finally {
    model.dispose();
  }
  expect(memory().numTensors - before.numTensors, 'tensors left behind').toBe(0);
  expect(memory().numDataBuffers - before.numDataBuffers, 'buffers left behind').toBe(0);
}

/** What a run with each of our features on leaves. */
const full: Omit<TrainOptions<TinyBatch>, 'data'> = {
  steps: 20, batchSize: 8, seed: 3, ema: 0.9, clipNorm: 1, accumulate: 2, optimizer: adamW({ learningRate: 0.01 }), schedule: warmUp(3, cosine(), { from: 0.1 }),
};

onEachBackend(() => {
  it('lowers the loss, and tells of each step', async () => {
    await withTiny(async (model) => {
      const events = await eventsOf(train(model, { data, steps: 60, batchSize: 20, seed: 1, optimizer: adamW({ learningRate: 0.03 }) }));
      const [first, last] = [events[0] as TrainEvent, events.at(-1) as TrainEvent];
      expect(events.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      expect(last.losses['fit']).toBeLessThan((first.losses['fit'] as number) / 3);
      expect(first).toMatchObject({ steps: 60, learningRate: 0.03, saved: false });
      expect(Object.keys(first.metrics)).toEqual(['bias']);
      expect(first.gradientNorms['fit']).toBeGreaterThan(0);
      expect(first.samplesPerSecond).toBeGreaterThan(0);
    });
  });

  it('is the same run for the same seed, and another for another', async () => {
    const after = async (seed: number): Promise<Weights> => {
      const model = await tiny();
      await eventsOf(train(model, { data, steps: 5, batchSize: 8, seed }));
      const result = await weights(model);
      model.dispose();
      return result;
    };
    expect(await after(1)).toEqual(await after(1));
    expect(await after(1)).not.toEqual(await after(2));
  });

  it('resumes bit for bit', async () => {
    const store = memoryStore('resume', new Map());
    let straight: Weights = {};
    await withTiny(async (model) => {
      await eventsOf(train(model, { ...full, data }));
      straight = await weights(model);
    });
    await withTiny((model) => until(train(model, { ...full, data, checkpoint: { to: store, every: 10 } }), 10));
    const before = memory().numTensors;
    const resumed = await tiny(99);
    const events = await eventsOf(train(resumed, { ...full, seed: undefined, data, resumeFrom: store }));
    expect(events[0]?.step).toBe(11);
    expect(await weights(resumed)).toEqual(straight);
    resumed.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each<[string, (run: TrainingRun, abort: () => void) => Promise<unknown>]>([
    ['nothing was asked for', () => Promise.resolve()],
    ['it was left at once', (run) => run.return()],
    ['the loop was left', (run) => until(run, 2)],
    ['the loop threw', (run) => expect(until(run, 2, () => { throw new Error('mine'); })).rejects.toThrow('mine')],
    ['it was aborted between two steps', async (run, abort) => {
      await run.next();
      abort();
      await expect(run.next()).rejects.toThrow(/abort/i);
    }],
    ['it was aborted in a step', async (run, abort) => {
      await run.next();
      const pending = run.next();
      abort();
      await expect(pending).rejects.toThrow(/abort/i);
      expect(await run.next()).toEqual({ done: true, value: undefined });
    }],
    ['it was aborted, and nobody asked again', async (run, abort) => {
      await run.next();
      abort();
      await run.withAverage(() => undefined); // behind the abort in the queue
    }],
    ['it was aborted while it paused', async (run, abort) => {
      run.pause();
      const pending = run.next();
      abort();
      await expect(pending).rejects.toThrow(/abort/i);
    }],
  ])('leaves nothing when %s', async (_, use) => {
    await withTiny(async (model) => {
      const controller = new AbortController();
      await use(train(model, { ...full, data, signal: controller.signal }), () => { controller.abort(); });
    });
  });

  it('leaves nothing over many steps', async () => {
    await withTiny(async (model) => {
      const run = train(model, { ...full, data, steps: 100 });
      // The first average shares its memory with the weights.
      for (let i = 0; i < 3; i += 1) await run.next();
      const { numTensors, numDataBuffers } = memory();
      for (let i = 0; i < 50; i += 1) await run.next();
      expect(memory()).toMatchObject({ numTensors, numDataBuffers });
      await run.return();
    });
  });

  it('samples with the average while it trains, and holds it in the end', async () => {
    await withTiny(async (model) => {
      const run = train(model, { data, steps: 10, batchSize: 8, seed: 1, ema: 0.9, optimizer: sgd({ learningRate: 0.1 }) });
      for (let i = 0; i < 9; i += 1) await run.next();
      const raw = await weights(model);
      const average = await run.withAverage(() => weights(model));
      expect(await weights(model)).toEqual(raw);
      expect(average['net.up.weight']).not.toEqual(raw['net.up.weight']);
      await expect(run.withAverage(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
      expect(await weights(model)).toEqual(raw);
      await run.return();
      expect(await weights(model)).toEqual(average);
    });
  });

  it('trains on the same weights with and without an average', async () => {
    const after = async (ema: number): Promise<Weights> => {
      const model = await tiny();
      const run = train(model, { data, steps: 10, batchSize: 8, seed: 1, ema });
      for (let i = 0; i < 5; i += 1) await run.next();
      const result = await weights(model);
      await run.return();
      model.dispose();
      return result;
    };
    expect(await after(0.9)).toEqual(await after(0));
  });

  it('waits while it is paused', async () => {
    await withTiny(async (model) => {
      const run = train(model, { data, steps: 5, batchSize: 8 });
      await run.next();
      run.pause();
      const next = run.next();
      await run.withAverage(() => { expect(run.step).toBe(1); });
      expect(run.paused).toBe(true);
      run.resume();
      expect(((await next).value as TrainEvent).step).toBe(2);
      await run.return();
    });
  });

  it('stops at a loss that is not finite, with the weights from before', async () => {
    const store = memoryStore('diverges', new Map());
    await withTiny(async (model) => {
      const run = train(model, { data, steps: 50, batchSize: 8, seed: 1, optimizer: sgd({ learningRate: 1e12 }), checkpoint: { to: store, every: 1 } });
      const steps: Weights[] = [await weights(model)];
      let error: unknown;
      try {
        for await (const event of run) steps[event.step] = await weights(model);
      } catch (caught) {
        error = caught;
      }
      const failed = steps.length;
      expect(error).toMatchObject({ code: 'LOSS_NOT_FINITE' });
      expect((error as Error).message).toMatch(new RegExp(`^objective "fit", step ${failed}: .*(NaN|Infinity).*last good checkpoint, memory:diverges \\(step ${failed - 1}\\), is untouched`));
      expect(await weights(model)).toEqual(steps.at(-1));
      expect((await inspectCheckpoint(store)).manifest.step).toBe(failed - 1);
    });
  });

  it('names the field and the example of data that are not finite', async () => {
    await withTiny(async (model) => {
      const broken: Dataset<TinyBatch> = {
        ...data,
        async *batches(call) {
          for await (const { host, cursor } of data.batches(call)) {
            const x = { ...host.x, data: Float32Array.from(host.x.data, (value, i) => (i === 7 ? NaN : value)) };
            yield { host: { ...host, x }, cursor };
          }
        },
      };
      const start = await weights(model);
      await expect(train(model, { data: broken, steps: 5, batchSize: 8 }).next()).rejects.toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: 'x[2] must be finite, got NaN.' }));
      expect(await weights(model)).toEqual(start);
    });
  });

  it('averages the gradients of accumulated batches', async () => {
    // Two batches of 4 in one step are one batch of 8, for a loss that draws nothing.
    const after = async (batchSize: number, accumulate: number): Promise<number> => {
      const w = parameter(() => tensor([1, 2]));
      const model = one(w, ({ x }) => mean(square(mul(x, w))));
      const all = Float32Array.from({ length: 16 }, (_, i) => i / 8);
      const ordered = inOrder(all, [batchSize, 2]);
      await train(model, { data: ordered, steps: 1, batchSize, accumulate, optimizer: sgd({ learningRate: 0.1 }) }).next();
      const [value] = await w.data();
      w.dispose();
      return value as number;
    };
    expect(await after(4, 2)).toBeCloseTo(await after(8, 1), 6);
  });

  it('runs objectives by their turns: every, repeats, learning-rate scale', async () => {
    const [slow, fast] = [parameter(() => scalar(0)), parameter(() => scalar(0))];
    const towards = (name: string, w: Variable, more: Partial<Objective<{ x: never }>>): Objective<{ x: never }> => ({ name, parameters: () => [[name, w]], loss: () => ({ loss: mul(w, -1), metrics: { w } }), ...more });
    const model = {
      modules: { net: moduleOf({ slow, fast }) },
      objectives: [towards('slow', slow, { every: 2 }), towards('fast', fast, { repeats: 3, learningRateScale: 0.5 })],
    };
    const before = memory().numTensors;
    const events = await eventsOf(train(model, { data: inOrder(new Float32Array(2), [1, 2]), steps: 4, batchSize: 1, optimizer: sgd({ learningRate: 0.1 }) }));
    expect((await slow.data())[0]).toBeCloseTo(0.2, 6); // 2 of 4 steps
    expect((await fast.data())[0]).toBeCloseTo(0.6, 6); // 4 steps, 3 times, half the rate
    expect(events.map(({ losses }) => Object.keys(losses))).toEqual([['fast'], ['slow', 'fast'], ['fast'], ['slow', 'fast']]);
    expect(Object.keys(events[1]?.metrics ?? {})).toEqual(['slow.w', 'fast.w']);
    expect(memory().numTensors).toBe(before);
    slow.dispose();
    fast.dispose();
  });

  it('prepares batches outside of the tape, and frees what that made', async () => {
    const w = parameter(() => scalar(1));
    const seen: number[] = [];
    const model = one(w, ({ x }) => mean(mul(x, w)), {
      async prepare(batch, { wait }) {
        const [value] = await wait(batch.x.data());
        seen.push(value as number);
        return { x: add(batch.x, 1) };
      },
    });
    const before = memory().numTensors;
    await eventsOf(train(model, { data: inOrder(Float32Array.of(1, 2), [1, 2]), steps: 2, batchSize: 1, optimizer: sgd({ learningRate: 1 }) }));
    expect(seen).toEqual([1, 1]);
    expect((await w.data())[0]).toBeCloseTo(1 - 2 * 2.5, 6);
    expect(memory().numTensors).toBe(before);
    w.dispose();
  });

  it('uploads bytes of pictures as [0, 1] and other bytes as int32', async () => {
    const w = parameter(() => scalar(1));
    const types: string[] = [];
    const model = one(w, (batch) => {
      const { image, label } = batch as unknown as Record<'image' | 'label', Variable>;
      types.push(image.dtype, label.dtype);
      return add(mean(mul(image, w)), mul(mean(label), 0));
    });
    const bytes: Dataset<never> = {
      title: 'bytes', size: 1, fields: { image: { kind: 'image' }, label: { kind: 'label' } } as never,
      async *batches() { for (;;) yield await Promise.resolve({ host: { image: { data: Uint8Array.of(255, 51), shape: [1, 2] }, label: { data: Uint8Array.of(3), shape: [1] } } as never, cursor: 0 }); },
      pass: () => { throw new Error('not asked for'); },
    };
    const event = (await train(model as never, { data: bytes, steps: 2, batchSize: 1 }).next()).value as TrainEvent;
    expect(types).toEqual(['float32', 'int32']);
    expect(event.losses['one']).toBeCloseTo(0.6, 6);
  });

  it('calibrates at its end with the averaged weights, and saves what that found', async () => {
    const store = memoryStore('calibrated', new Map());
    await withTiny(async (model) => {
      const last = (await eventsOf(train(model, { data, steps: 3, batchSize: 8, ema: 0.9, checkpoint: { to: store } }))).at(-1);
      expect(last).toMatchObject({ step: 3, saved: true });
      const opened = await openModel(store, tinyModel);
      const found = (await weights(opened))['net.largest']?.[0] as number;
      expect(found).toBeGreaterThan(1);
      expect(await weights(opened)).toEqual(await weights(model));
      opened.dispose();
    });
    await withTiny(async (model) => {
      await eventsOf(train(model, { data, steps: 1, batchSize: 8, calibrate: false }));
      expect((await weights(model))['net.largest']).toEqual([0]);
    });
  });

  it('saves when it is told to, and not when it is over', async () => {
    const store = memoryStore('told', new Map());
    await withTiny(async (model) => {
      const run = train(model, { data, steps: 5, batchSize: 8 });
      await expect(run.save(store)).rejects.toThrow(expect.objectContaining({ code: 'TRAINING_INVALID' }));
      await run.next();
      await run.next();
      await run.save(store);
      expect((await inspectCheckpoint(store)).manifest.step).toBe(2);
      await expect(run.save()).rejects.toThrow('save: say where to');
      await run.return();
      await expect(run.save(store)).rejects.toThrow('is over');
    });
  });

  it('lets the event loop turn between steps', async () => {
    await withTiny(async (model) => {
      let turns = 0;
      let running = true;
      const turn = (): void => {
        turns += 1;
        if (running) setImmediate(turn);
      };
      setImmediate(turn);
      await eventsOf(train(model, { data, steps: 10, batchSize: 8 }));
      running = false;
      expect(turns).toBeGreaterThanOrEqual(10);
    });
  });
});

describe('what can\'t be trained is refused at the door', () => {
  const model = { modules: {}, objectives: [{ name: 'a', parameters: () => [], loss: () => ({ loss: scalar(0) }) }] };
  it.each<[Partial<TrainOptions<never>>, string, string]>([
    [{ steps: 0 }, 'OPTIONS_INVALID', 'train: steps must be a whole number of at least 1, got 0.'],
    [{ batchSize: 1.5 }, 'OPTIONS_INVALID', 'train: batchSize must be a whole number of at least 1, got 1.5.'],
    [{ ema: 2 }, 'OPTIONS_INVALID', 'ema: decay must be a number from 0 to 1, got 2.'],
    [{ seed: 0.5 }, 'OPTIONS_INVALID', 'train: seed must be a safe integer, got 0.5.'],
    [{ checkpoint: { to: 'runs/a' } }, 'TRAINING_INVALID', 'train: checkpoints need a model made from a definition (createModel), for they say which one it was.'],
  ])('%j', (options, code, message) => {
    expect(() => train(model, { data: data, ...options })).toThrow(expect.objectContaining({ code, message }));
  });

  it('a model without objectives, or with one that moves nothing', async () => {
    expect(() => train({ modules: {}, objectives: [] }, { data })).toThrow('nothing to learn');
    await expect(train(model, { data: data }).next()).rejects.toThrow('objective "a" moves no parameter.');
  });

  it('a parameter that no module holds', async () => {
    const w = parameter(() => scalar(1));
    const loose = { modules: {}, objectives: [{ name: 'a', parameters: () => [['w', w]] as const, loss: () => ({ loss: w }) }] };
    await expect(train(loose, { data: data }).next()).rejects.toThrow('objective "a" moves "w", which no module of the model holds');
    w.dispose();
  });

  it('a loss that is no scalar', async () => {
    const w = parameter(() => tensor([1, 2]));
    const before = memory().numTensors;
    await expect(train(one(w, () => sub(w, 1)), { data: inOrder(new Float32Array(2), [1, 2]) }).next()).rejects.toThrow(FigmentError);
    expect(memory().numTensors).toBe(before);
    w.dispose();
  });
});

interface OneBatch { readonly x: Variable }

function one(w: Variable, loss: (batch: OneBatch) => ReturnType<typeof scalar> | ReturnType<typeof tensor>, more: Partial<Objective<OneBatch>> = {}): Trainable<OneBatch> {
  return { modules: { net: moduleOf({ w }) }, objectives: [{ name: 'one', parameters: () => [['w', w]], loss: (batch) => ({ loss: loss(batch) }), ...more }] };
}

function moduleOf(parameters: Readonly<Record<string, Variable>>): Trainable<never>['modules'][string] {
  return { namedParameters: () => Object.entries(parameters), namedBuffers: () => [], dispose: () => undefined } as never;
}

/** Batches of these numbers in their order, again and again. */
function inOrder(all: Float32Array, shape: readonly number[]): Dataset<OneBatch> {
  const size = shape.reduce((a, b) => a * b, 1);
  return {
    title: 'in order', size: undefined, fields: { x: { kind: 'embedding' } },
    async *batches() {
      for (let at = 0; ; at += size) yield await Promise.resolve({ host: { x: { data: all.slice(at % all.length, (at % all.length) + size), shape } } as never, cursor: at });
    },
    pass: () => { throw new Error('not asked for'); },
  };
}
