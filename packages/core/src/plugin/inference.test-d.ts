// Checked by tsc, never run: from defineModel through createModel each task's input, options, steps and result are inferred.
import { z } from 'zod';

import { vae } from '../../test/typed-vae.ts';
import { openModel } from '../checkpoint/index.ts';
import type { Dataset } from '../data/index.ts';
import { train } from '../training/index.ts';
import type { Tensor } from '../tensor.ts';
import { createModel } from './create-model.ts';
import { defineModel, task } from './define.ts';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- given by the caller, to be compared with what is inferred
declare function expectType<T>(value: T): void;
declare const data: Dataset<{ image: Tensor }>;
declare const text: Dataset<{ ids: Tensor }>;

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

  for await (const { step, losses, balance } of train(model, { data, steps: 10 })) {
    expectType<number>(step);
    expectType<number | undefined>(losses['vae']);
    expectType<'healthy'>(balance.verdict);
  }
  // @ts-expect-error batches of text do not fit a model of pictures
  train(model, { data: text, steps: 10 });
  const opened = await openModel('models/vae-emoji', vae);
  expectType<Tensor>(await opened.tasks.interpolate.sample({ from: cake, to: pie }).result());
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
