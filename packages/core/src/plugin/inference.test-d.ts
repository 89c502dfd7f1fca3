// Checked by tsc, never run: from defineModel through createModel each task's input, options, steps and result are inferred.
import { z } from 'zod';

import type { Key } from '../random/index.ts';
import type { Objective } from '../training/objective.ts';
import type { Tensor } from '../tensor.ts';
import { createModel } from './create-model.ts';
import { defineModel, task } from './define.ts';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- given by the caller, to be compared with what is inferred
declare function expectType<T>(value: T): void;
declare const other: Promise<Tensor>;
declare const objective: Objective<{ image: Tensor }>;

export const vae = defineModel({
  id: 'figment/vae',
  title: 'VAE',
  config: z.object({ latent: z.int().default(32), image: z.object({ size: z.int(), channels: z.int() }) }),
  tasks: {
    interpolate: task({ title: 'Interpolate', input: { from: 'image', to: 'image' }, options: z.object({ steps: z.int().default(9) }), output: 'image' }),
    detectAnomaly: task({ title: 'Anomaly', input: { image: 'image' }, options: z.object({ quantile: z.number() }), output: 'score' }),
    generate: task({ title: 'Generate', input: {}, options: z.object({}), output: 'image' }),
  },
  create(config, { key, wait }) {
    expectType<number>(config.latent);
    expectType<Key>(key);
    return {
      modules: {},
      objectives: [objective],
      run: {
        async *interpolate({ from }, { steps }, { signal }) {
          for (let step = 1; step <= steps; step++) {
            signal.throwIfAborted();
            yield { step, of: steps, sample: from, weight: 0.5 };
          }
          return from;
        },
        async *detectAnomaly({ image }, { quantile }) {
          const data: ArrayLike<number> = await wait(image.data());
          yield { step: 1, of: 1, sample: image };
          return { score: data[0] ?? 0, threshold: quantile };
        },
        async *generate(_input: object, _options: object, call) {
          const sample = await call.wait(other);
          yield { step: 1, of: undefined, sample };
          return sample;
        },
      },
      observe: () => ({ balance: { verdict: 'healthy' as const } }),
    };
  },
});

export async function use(cake: Tensor, pie: Tensor, signal: AbortSignal | undefined): Promise<void> {
  const model = await createModel(vae, { image: { size: 32, channels: 3 } }, { seed: 7 });
  const sampling = model.tasks.interpolate.sample({ from: cake, to: pie }, { steps: 3, seed: 1, signal });
  const whole = sampling.result();
  for await (const step of sampling) {
    expectType<Tensor>(step.sample);
    expectType<number>(step.weight);
  }
  const strip: Tensor = await whole;
  expectType<Tensor>(await model.tasks.interpolate.sample({ from: cake, to: pie }).result());
  expectType<{ score: number; threshold: number }>(await model.tasks.detectAnomaly.sample({ image: strip }, { quantile: 0.99 }).result());
  expectType<'healthy' | undefined>(model.observe?.().balance.verdict);
  expectType<Tensor>(await model.tasks.generate.sample({}, { seed: 3 }).result());
  await model.tasks.generate.sample({}).result();

  // @ts-expect-error wrong input name
  model.tasks.interpolate.sample({ start: cake, to: pie });
  // @ts-expect-error wrong option type
  model.tasks.interpolate.sample({ from: cake, to: pie }, { steps: 'x' });
  // @ts-expect-error an option without default has to be given
  model.tasks.detectAnomaly.sample({ image: strip });
  // @ts-expect-error an option that the task does not have
  model.tasks.generate.sample({}, { steps: 3 });
  // @ts-expect-error a config without the picture's size
  await createModel(vae, { latent: 3 }, { seed: 7 });
  // @ts-expect-error a task that the model does not have
  expectType(model.tasks.chat);
}

defineModel({
  id: 'acme/wrong',
  title: 'Wrong',
  config: z.object({}),
  tasks: { generate: task({ title: 'Generate', input: {}, options: z.object({}), output: 'image' }) },
  create: () => ({
    modules: {},
    objectives: [],
    run: {
      // @ts-expect-error a result that is not of the task's kind
      async *generate() {
        yield { step: 1, of: 1, sample: 1 };
        return 'text';
      },
    },
  }),
});
