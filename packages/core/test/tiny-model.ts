import { z } from 'zod';

import { arrays, type Dataset } from '../src/data/index.ts';
import { Linear, Module } from '../src/nn/index.ts';
import { buffer } from '../src/nn/module.ts';
import { add, mean, mul, relu, square, sub, tidy, zeros } from '../src/ops/index.ts';
import { defineModel, task } from '../src/plugin/define.ts';
import { key, type Key, normal, normalArray, split } from '../src/random/index.ts';
import type { Buffer, Tensor } from '../src/tensor.ts';

export interface TinyBatch {
  /** [B, 3] */
  readonly x: Tensor;
  /** [B, 2] */
  readonly y: Tensor;
}

/** Two layers, and a running mean of what went in. */
class TinyNet extends Module {
  readonly up: Linear;
  readonly down: Linear;
  readonly seen: Buffer;
  /** What `calibrate` finds. */
  readonly largest: Buffer;

  constructor(key: Key, width: number) {
    super();
    const [forUp, forDown] = split(key, 2);
    this.up = new Linear(forUp, { in: 3, out: width });
    this.down = new Linear(forDown, { in: width, out: 2 });
    this.seen = buffer(() => zeros([3]));
    this.largest = buffer(() => zeros([]));
  }

  /** x: [B, 3] -> [B, 2] */
  forward(x: Tensor): Tensor {
    return this.down.forward(relu(this.up.forward(x)));
  }
}

/** A regression with noise on its inputs, so that it draws random numbers too. */
export const tinyModel = defineModel({
  id: 'test/tiny',
  title: 'Tiny regression',
  config: z.object({ width: z.int().min(1).max(64).default(8) }),
  tasks: { predict: task({ title: 'Predict', input: { x: 'embedding' }, options: z.object({}), output: 'embedding' }) },
  create({ width }, host) {
    const net = new TinyNet(host.key, width);
    return {
      modules: { net },
      objectives: [{
        name: 'fit',
        parameters: () => net.namedParameters(),
        loss({ x, y }: TinyBatch, { key }: { key: Key }) {
          const error = square(sub(net.forward(add(x, mul(normal(key, x.shape), 0.1))), y));
          const seen = add(mul(net.seen, 0.9), mul(mean(x, 0), 0.1));
          return { loss: mean(error), metrics: { bias: mean(sub(net.forward(x), y)) }, updates: [[net.seen, seen]] as const };
        },
      }],
      run: {
         
        async *predict({ x }: { x: Tensor }) {
          return tidy(() => net.forward(x));
        },
      },
      async calibrate(batches: AsyncIterable<TinyBatch>) {
        let largest = 0;
        for await (const { x } of batches) largest = Math.max(largest, ...(await x.data()));
        tidy(() => { net.largest.assign(add(zeros([]), largest)); });
      },
    };
  },
});

/** 40 examples of a rule that two layers can learn. */
export function tinyData(examples = 40): Dataset<TinyBatch> {
  const x = normalArray(key(5), 3 * examples);
  const y = Float32Array.from({ length: 2 * examples }, (_, i) => {
    const [a, b, c] = x.subarray(3 * Math.floor(i / 2)) as unknown as [number, number, number];
    return i % 2 === 0 ? a - b : Math.max(b, c);
  });
  return arrays({ x: { data: x, shape: [examples, 3] }, y: { data: y, shape: [examples, 2] } });
}
