import { add, mean, mul, ones, reshape, sigmoid, square, sub, tile, zeros } from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { Module, parameter } from '../src/nn/index.ts';
import { defineModel, task } from '../src/plugin/index.ts';
import { normal } from '../src/random/index.ts';
import type { Parameter, Tensor } from '../src/tensor.ts';

class Colour extends Module {
  readonly logits: Parameter;
  constructor(make: () => Tensor) {
    super();
    this.logits = parameter(make);
  }
}

/** A small model with every kind of task: it learns the mean colour of pictures. */
export const painter = defineModel({
  id: 'test/painter',
  title: 'Painter',
  config: z.object({
    image: z.object({ size: z.int().min(2).max(64).refine((size) => (size & (size - 1)) === 0, 'must be a power of two'), channels: z.union([z.literal(1), z.literal(3)]).default(3) }),
    layers: z.array(z.int().min(1)).default([4, 4]),
    latent: z.union([z.int().min(1), z.object({ channels: z.int().min(1), downsample: z.int().min(1) })]).default(8),
    likelihood: z.enum(['gaussian', 'laplace', 'bernoulli']).default('gaussian'),
    noiseless: z.boolean().default(false),
    weight: z.number().optional(),
    fail: z.enum(['never', 'at once', 'later']).default('never'),
  }),
  data: {
    fields: { image: 'image' },
    config: ({ image }) => ({ image: { size: image?.shape?.[0], channels: image?.shape?.[2] } }),
  },
  shapes: ({ image }) => ({ image: [image.size, image.size, image.channels] }),
  tasks: {
    generate: task({ title: 'Generate', input: {}, options: z.object({ steps: z.int().min(1).max(1000).default(3), rate: z.number() }), output: 'image' }),
    blend: task({ title: 'Blend', input: { from: 'image', to: 'image' }, options: z.object({ weight: z.number().min(0).max(1).default(0.5) }), output: 'image' }),
    judge: task({ title: 'Judge', input: { image: 'image' }, options: z.object({}), output: 'score' }),
  },
  unavailable: (config) => (config.noiseless ? { generate: 'it has no noise to start from; set noiseless to false.' } : {}),
  defaults: ({ weight }) => (weight === undefined ? {} : { blend: { weight } }),
  async create(config, { key, wait }) {
    const colour = new Colour(() => normal(key, [config.image.channels]));
    const grid = ones([config.image.size, config.image.size, 1]);
    if (config.fail === 'at once') throw new Error('no colour');
    await wait(Promise.resolve());
    const frame = new Colour(() => zeros([1]));
    if (config.fail === 'later') throw new Error('no frame');
    const paint = (): Tensor => mul(grid, reshape(sigmoid(colour.logits), [1, 1, config.image.channels]));
    return {
      modules: { colour, frame },
      objectives: [{
        name: 'colour',
        parameters: () => colour.namedParameters(),
        loss: ({ image }: { image: Tensor }) => ({ loss: mean(square(sub(image, tile(reshape(paint(), [1, config.image.size, config.image.size, config.image.channels]), [image.shape[0], 1, 1, 1])))) }),
      }],
      run: {
        async *generate(_: object, { steps, rate }, call) {
          let picture: Tensor = sigmoid(normal(call.key, [config.image.size, config.image.size, config.image.channels]));
          for (let step = 1; step <= steps; step++) {
            picture = add(mul(picture, 1 - rate), mul(paint(), rate));
            yield { step, of: steps, sample: picture, left: (1 - rate) ** step };
          }
          return picture;
        },
        async *blend({ from, to }, { weight }) {
          yield { step: 1, of: 2, sample: from };
          const blended = add(mul(from, 1 - weight), mul(to, weight));
          yield { step: 2, of: 2, sample: blended };
          return weight === 0 ? from : blended;
        },
        async *judge({ image }) {
          const distance = mean(square(sub(image, paint())));
          const score = (await distance.data())[0]!;
          yield { step: 1, of: 1, sample: image };
          return { score, threshold: 0.5 };
        },
      },
      observe: () => ({ balance: { verdict: 'healthy' as const } }),
    };
  },
});

