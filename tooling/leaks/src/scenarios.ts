import { memory } from '@figment/core/ops';
import { train } from '@figment/core/training';
import { type AnyModel, type AnySampling, freeTensors, type Subject } from '@figment/testing';

import { ResidentWatch } from './resident.ts';

export interface Counts {
  /** Training steps. */
  readonly steps: number;
  /** Aborted samplings of each task. */
  readonly aborts: number;
}

/** Something that a model does, after which there are as many tensors as before. */
export interface Scenario {
  readonly name: string;
  /** Gives how many more tensors there were at the end of what repeats than soon after its start, and the memory gained meanwhile. */
  readonly run: (model: AnyModel) => Promise<{ readonly grown?: number; readonly residentBytes?: number | undefined }>;
}

const READINGS = 20;

export function scenarios(subject: Subject, { steps, aborts }: Counts): readonly Scenario[] {
  const training: Scenario[] = subject.definition.data === undefined ? [] : [
    { name: `train ${steps} steps`, run: (model) => trainFor(subject, model, steps) },
    { name: 'train, abort', run: (model) => trainAborted(subject, model) },
    { name: 'train, error', run: (model) => trainFailed(subject, model) },
  ];
  const tasks = subject.taskNames.flatMap((task): Scenario[] => [
    { name: task, run: (model) => sampleToEnd(subject, model, task) },
    { name: `${task}, ${aborts} aborts`, run: (model) => sampleAborted(subject, model, task, aborts) },
    { name: `${task}, errors`, run: (model) => sampleFailed(subject, model, task) },
  ]);
  return [...training, ...tasks];
}

async function trainFor(subject: Subject, model: AnyModel, steps: number): ReturnType<Scenario['run']> {
  const resident = new ResidentWatch();
  let first: number | undefined;
  let last: number | undefined;
  for await (const { step } of train(model, { data: subject.data, steps, batchSize: 4, seed: 1 })) {
    // By the second step the optimiser has its moments; with the last one the run puts averages in the place of weights.
    if (step >= 2 && step < steps) {
      last = memory().numTensors;
      first ??= last;
    }
    if (step % Math.ceil(steps / READINGS) === 0) resident.read();
  }
  return { grown: (last ?? 0) - (first ?? 0), residentBytes: resident.growth };
}

async function trainAborted(subject: Subject, model: AnyModel): ReturnType<Scenario['run']> {
  const controller = new AbortController();
  const run = train(model, { data: subject.data, steps: 10, batchSize: 4, seed: 1, signal: controller.signal });
  await settled(async () => {
    for await (const { step } of run) if (step === 2) controller.abort();
  });
  return {};
}

async function trainFailed(subject: Subject, model: AnyModel): ReturnType<Scenario['run']> {
  const { data } = subject;
  const broken = {
    ...data,
    async *batches(call: Parameters<typeof data.batches>[0]) {
      for await (const batch of data.batches(call)) {
        yield batch;
        throw new Error('on purpose');
      }
    },
  };
  await settled(async () => {
    for await (const { step } of train(model, { data: broken, steps: 10, batchSize: 4, seed: 1 })) if (step > 2) break;
  });
  return {};
}

async function sampleToEnd(subject: Subject, model: AnyModel, task: string): ReturnType<Scenario['run']> {
  await sampled(subject, model, task, exhaust);
  await sampled(subject, model, task, async (sampling) => { freeTensors(await sampling.result()); });
  return {};
}

async function sampleAborted(subject: Subject, model: AnyModel, task: string, times: number): ReturnType<Scenario['run']> {
  const resident = new ResidentWatch();
  const before = memory().numTensors;
  for (let i = 0; i < times; i++) {
    const controller = new AbortController();
    // Before, during and after a first step, in turn.
    if (i % 3 === 0) controller.abort();
    await sampled(subject, model, task, async (sampling) => {
      const iterator = sampling[Symbol.asyncIterator]();
      const step = iterator.next().catch(() => undefined);
      if (i % 3 === 1) await Promise.resolve();
      else await step;
      controller.abort();
      await step;
      await iterator.next().catch(() => undefined);
    }, controller.signal);
    if (i % Math.ceil(times / READINGS) === 0) resident.read();
  }
  return { grown: memory().numTensors - before, residentBytes: resident.growth };
}

/** Left by its consumer, refused at the door, and broken in the middle: weights that vanish make whatever computes with them throw. */
async function sampleFailed(subject: Subject, model: AnyModel, task: string): ReturnType<Scenario['run']> {
  await settled(() => sampled(subject, model, task, async (sampling) => { for await (const { step } of sampling) throw new Error(`on purpose, at ${step}`); }));
  await settled(async () => { await (model.tasks[task]!.sample as (input: object) => { result(): Promise<unknown> })({ unheardOf: 1 }).result(); });
  const doomed = await subject.create();
  await settled(() => sampled(subject, doomed, task, async (sampling) => {
    const iterator = sampling[Symbol.asyncIterator]();
    await iterator.next();
    for (const module of Object.values(doomed.modules)) module.dispose();
    while ((await iterator.next()).done !== true);
  }));
  doomed.dispose();
  return {};
}

async function sampled(subject: Subject, model: AnyModel, task: string, use: (sampling: AnySampling) => Promise<void>, signal?: AbortSignal): Promise<void> {
  const { sampling, free } = await subject.sample(model, task, signal && { signal });
  try {
    await use(sampling);
  } finally {
    free();
  }
}

async function exhaust(sampling: AnySampling): Promise<void> {
  const iterator = sampling[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

async function settled(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // It is meant to fail.
  }
}
