import { type Tensor, train } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import { adam } from '@figment/core/training';
import { adversarialLosses, discriminatorObjective, type Game, generatorObjective } from '@figment/gan/objectives';

import type { GoldenCase } from '../case/case.ts';
import { type Dcgan, openDcgan } from '../gan/dcgan.ts';
import { lossNamed } from '../gan/losses.ts';
import { inTorch } from '../gan/torch-weights.ts';
import type { GoldenKind } from '../kind.ts';

interface Batch {
  readonly x: Tensor;
  readonly z_d: Tensor;
  readonly z_g: Tensor;
}

/** Steps of both networks by the trainer: losses, what all weights add up to after each step, and the weights at the end. */
export const kind: GoldenKind = {
  name: 'gan.dcgan_train',
  async run(golden) {
    const { options } = golden;
    const dcgan = openDcgan(golden);
    const { generator, discriminator, names, dispose } = dcgan;
    const steps = options.number('steps');
    const losses = { d_losses: [] as number[], g_losses: [] as number[] };
    const checksums: [string, number[]][] = [];
    try {
      const loss = adversarialLosses[lossNamed(options.string('loss'))];
      const model = {
        modules: { generator, discriminator },
        objectives: [discriminatorObjective(gameOf(dcgan, loss, ({ z_d }) => z_d)), generatorObjective(gameOf(dcgan, loss, ({ z_g }) => z_g))],
      };
      const optimizer = adam({ learningRate: options.number('lr'), betas: options.pair('betas'), epsilon: options.number('eps') });
      for await (const event of train(model, { data: inOrder(golden, steps), steps, batchSize: golden.array('x').shape[1], optimizer, clipNorm: 0, ema: 0, seed: 0 })) {
        losses.d_losses.push(event.losses['discriminator'] as number);
        losses.g_losses.push(event.losses['generator'] as number);
        for (const [name, weight] of names) checksums.push([`checksum_step${event.step - 1}.${name}`, sumsOf(await weight.data())]);
      }
      const final = await Promise.all([...names].map(async ([name, weight]) => [`final.${name}`, await inTorch(golden, name, weight)] as const));
      return { ...losses, ...Object.fromEntries(checksums), ...Object.fromEntries(final) };
    } finally {
      dispose();
    }
  },
};

/** The game with latents that are given. */
function gameOf({ generator, discriminator }: Dcgan, loss: Game<Batch>['loss'], latents: (batch: Batch) => Tensor): Game<Batch> {
  return {
    discriminator, loss,
    parameters: () => generator.namedParameters(),
    real: ({ x }) => ({ pictures: x }),
    make: (batch, { pass }) => ({ pictures: generator.synthesize(generator.styles(latents(batch)), undefined, pass) }),
  };
}

/** One batch a step, as the case has them. */
function inOrder(golden: GoldenCase, steps: number): Dataset<Batch> {
  const fields = ['x', 'z_d', 'z_g'] as const;
  const inputs = fields.map((name) => golden.input(name));
  const host = (step: number): Record<string, { data: Float32Array; shape: number[] }> => Object.fromEntries(fields.map((name, i) => {
    const { data, shape } = inputs[i]!;
    const size = data.length / shape[0]!;
    return [name, { data: Float32Array.from(data.subarray(step * size, (step + 1) * size)), shape: shape.slice(1) }];
  }));
  return {
    title: golden.id, size: undefined, fields: { x: { kind: 'embedding' }, z_d: { kind: 'embedding' }, z_g: { kind: 'embedding' } },
    async *batches() {
      for (let step = 0; step < steps; step++) yield { host: host(step) as never, cursor: step };
    },
    async *pass() {
      for (let step = 0; step < steps; step++) yield host(step) as never;
    },
  };
}

/** Sum, sum of magnitudes, sum of squares. */
function sumsOf(values: ArrayLike<number>): number[] {
  const sums = [0, 0, 0] as [number, number, number];
  for (const value of Array.from(values)) {
    sums[0] += value;
    sums[1] += Math.abs(value);
    sums[2] += value ** 2;
  }
  return sums;
}
