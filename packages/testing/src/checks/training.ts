import { memoryStore } from '@figment/core/checkpoint';
import type { Dataset } from '@figment/core/data';
import { adam, constant, train, type TrainOptions } from '@figment/core/training';

import { type Check, ensure, rejectionOf } from '../check.ts';
import { same } from '../same.ts';
import { type AnyBatch, type AnyModel, assignWeights, type Subject, weightsOf } from '../subject.ts';
import { leavesNothing } from '../tensors.ts';

/** How much of a run's start and end is averaged, for losses scatter. */
const AVERAGED = 0.2;

/** What is promised of a model that learns. */
export function trainingChecks(subject: Subject): Check[] {
  if (subject.definition.data === undefined) return [];
  const { steps = 40, batchSize = 8, learningRate = 0.003, falling } = subject.options.training ?? {};
  const common = (): TrainOptions<AnyBatch> => ({ data: subject.data, batchSize, seed: 5, calibrate: false });

  return [
    {
      name: 'leaves nothing behind when it is trained, however that ends',
      run: () => subject.withModel(async (model) => {
        await leavesNothing('training', () => finish(model, { ...common(), steps: 3 }));
        await leavesNothing('training that was left by break', async () => {
          for await (const { step } of train(model, { ...common(), steps: 4 })) if (step === 2) break;
        });
        await leavesNothing('training that was aborted', async () => {
          const controller = new AbortController();
          await rejectionOf(async () => {
            for await (const { step } of train(model, { ...common(), steps: 4, signal: controller.signal })) if (step === 2) controller.abort();
          }, 'training must end with the reason of an abort');
        });
        await leavesNothing('training whose data failed', async () => {
          const broken = failing(await subject.batchesFor(model));
          await rejectionOf(() => finish(model, { ...common(), data: broken, steps: 4 }), 'training must pass on that its data failed');
        });
      }),
    },
    {
      name: 'lowers its loss on a tiny set',
      run: () => subject.withModel(async (model) => {
        const names = falling ?? (model.objectives.length === 1 ? model.objectives.map(({ name }) => name) : []);
        const losses = new Map<string, number[]>(names.map((name) => [name, []]));
        for await (const event of train(model, { ...common(), steps, optimizer: adam({ learningRate }), schedule: constant(), ema: 0 })) {
          for (const [name, seen] of losses) seen.push(event.losses[name] ?? NaN);
        }
        for (const [name, seen] of losses) {
          const count = Math.max(1, Math.floor(AVERAGED * seen.length));
          const [first, last] = [mean(seen.slice(0, count)), mean(seen.slice(-count))];
          ensure(last < first, `the loss "${name}" went from ${first.toPrecision(4)} to ${last.toPrecision(4)} in ${seen.length} steps on a tiny set: do its parameters reach it? (More steps or another rate: { training }.)`);
        }
      }),
    },
    {
      name: 'goes on bit for bit from a checkpoint',
      async run() {
        const start = await subject.withModel(weightsOf);
        const withStart = <T>(use: (model: AnyModel) => Promise<T>): Promise<T> => subject.withModel(async (model) => {
          assignWeights(model, start);
          return await use(model);
        });
        const straight = await withStart(async (model) => {
          await finish(model, { ...common(), steps: 4 });
          return await weightsOf(model);
        });
        const store = memoryStore('checks', new Map());
        await withStart(async (model) => {
          for await (const { step } of train(model, { ...common(), steps: 4, checkpoint: { to: store, every: 2 } })) if (step === 2) break;
        });
        const resumed = await withStart(async (model) => {
          await finish(model, { ...common(), steps: 4, resumeFrom: store });
          return await weightsOf(model);
        });
        for (const name of Object.keys(straight)) {
          ensure(same(straight[name], resumed[name]), `${name} is another after 2 steps, a checkpoint and 2 more than after 4 steps: what an objective remembers belongs in a module (buffer()), and random numbers come from call.key.`);
        }
      },
    },
  ];
}

async function finish(model: AnyModel, options: TrainOptions<AnyBatch>): Promise<void> {
  const run = train(model, options)[Symbol.asyncIterator]();
  while ((await run.next()).done !== true);
}

/** Breaks off after one batch. */
function failing(data: Dataset<AnyBatch>): Dataset<AnyBatch> {
  return {
    ...data,
    pass: (call) => data.pass(call),
    async *batches(call) {
      for await (const batch of data.batches(call)) {
        yield batch;
        throw new Error('no more data, on purpose');
      }
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
