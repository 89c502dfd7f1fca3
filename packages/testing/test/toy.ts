import type { Parameter, Tensor } from '@figment/core';
import { Linear, Module, parameter } from '@figment/core/nn';
import { add, clone, customGrad, keep, mean, mul, reshape, scalar, sigmoid, square, sub, tidy, zeros } from '@figment/core/ops';
import { defineModel, task } from '@figment/core/plugin';
import { key as keyOf, normal, split } from '@figment/core/random';
import { z } from 'zod';

/** One way to be a bad plugin. */
export type Flaw =
  | 'id' | 'default' | 'config that changes' | 'late refusal' | 'lax schema' | 'random weights' | 'leak in create' | 'unsaved parameter'
  | 'wrong output' | 'out of range' | 'step numbers' | 'wrong total' | 'random sample' | 'leak after await' | 'leak on abort' | 'hang on abort' | 'leak on failure' | 'growth'
  | 'random loss' | 'wrong gradient' | 'leak in training' | 'no learning' | 'state outside of modules' | 'leak in calibration' | 'unsaved state';

class Weights extends Module {
  readonly encode: Linear;
  readonly decode: Linear;
  readonly extra: Parameter;
  constructor(key: ReturnType<typeof keyOf>, pixels: number, width: number, start: number) {
    super();
    const [first, second] = split(key, 2);
    this.encode = new Linear(first, { in: pixels, out: width });
    this.decode = new Linear(second, { in: width, out: pixels });
    this.extra = parameter(() => scalar(start));
  }
}

/** Twice the gradient that it should have. */
const doubled = (x: Tensor): Tensor => customGrad({ inputs: [x], forward: ([y]) => clone(y), gradient: ({ upstream }) => [mul(upstream, 2)] });

/** A small autoencoder of pictures of 4x4x1 pixels; sound, but for its flaw. */
export const toy = (flaw?: Flaw) => {
  const width = flaw === 'default' ? z.int().min(1).max(64).default(128) : z.int().min(1).max(64).default(4);
  const config = flaw === 'lax schema' || flaw === 'late refusal'
    ? z.object({ width: z.number().default(4) })
    : z.object({ width: flaw === 'config that changes' ? width.transform((x) => Math.min(64, x + 1)) : width });
  let runs = 0;
  return defineModel({
    id: (flaw === 'id' ? 'Toy' : 'test/toy') as 'test/toy',
    title: 'Toy',
    config,
    data: { fields: { image: 'image' } },
    shapes: () => ({ image: [4, 4, 1] }),
    tasks: {
      generate: task({ title: 'Generate', input: {}, options: z.object({ steps: z.int().min(1).default(4) }), output: 'image' }),
      reconstruct: task({ title: 'Reconstruct', input: { image: 'image' }, options: z.object({}), output: 'image' }),
    },
    async create({ width: size }, { key, wait }) {
      if (flaw === 'late refusal' && size < 1) throw new RangeError('width');
      const weights = new Weights(flaw === 'random weights' ? keyOf(Math.floor(Math.random() * 1e9)) : key, 16, Math.max(1, size), 0.5);
      const unsaved = new Linear(key, { in: 16, out: 16 });
      await (flaw === 'leak in create' ? Promise.resolve() : wait(Promise.resolve()));
      const offset = zeros([16]);
      let prepared = 0;
      const half = flaw === 'unsaved state' ? await wait(unsaved.weight.data()) : [0];
      const forward = (x: Tensor): Tensor => weights.decode.forward(weights.encode.forward(add(x, offset)));
      const decode = (x: Tensor): Tensor => sigmoid(add(forward(x), half[0]! * 0.1));
      return {
        modules: { weights },
        objectives: [{
          name: 'toy',
          *parameters() {
            yield* weights.namedParameters();
            if (flaw === 'unsaved parameter') yield* unsaved.namedParameters();
          },
          ...(flaw === 'state outside of modules' && {
            prepare: async (batch: { image: Tensor }) => {
              prepared++;
              return await Promise.resolve(batch);
            },
          }),
          loss({ image }: { image: Tensor }) {
            const x = reshape(image, [image.shape[0], 16]);
            const seen = flaw === 'wrong gradient' ? doubled(forward(x)) : forward(x);
            const y = flaw === 'no learning' ? add(mul(seen, 0), mul(weights.extra, 0)) : seen;
            const loss = mean(square(sub(y, x)));
            if (flaw === 'leak in training') keep(scalar(1));
            if (flaw === 'random loss') return { loss: mul(loss, 1 + 0.001 * Math.random()) };
            return { loss: add(mul(loss, 1 + 0.1 * prepared), mul(square(weights.extra), flaw === 'no learning' ? 0 : 0.01)) };
          },
        }],
        async calibrate(batches) {
          for await (const batch of batches) {
            if (flaw === 'leak in calibration') mul(batch.image, 2);
            else tidy(() => void mul(batch.image, 2));
          }
        },
        run: {
          async *generate(_: object, { steps }, call) {
            runs++;
            const noise = normal(flaw === 'random sample' ? keyOf(runs) : call.key, [16]);
            let x: Tensor = noise;
            const shown = (): Tensor => reshape(x, flaw === 'wrong output' ? [16] : [4, 4, 1]);
            try {
              for (let step = 1; step <= steps; step++) {
                await (flaw === 'leak after await' ? Promise.resolve() : call.wait(Promise.resolve()));
                if (flaw === 'leak after await') zeros([3]);
                const paint = (): Tensor => add(decode(reshape(x, [1, 16])), flaw === 'out of range' ? 1 : 0);
                const next = flaw === 'growth' ? paint() : tidy(paint);
                if (flaw !== 'growth') x.dispose();
                x = next;
                const last = flaw === 'wrong total' ? 7 : steps;
                yield { step: flaw === 'step numbers' ? step - 1 : step, of: last, sample: shown() };
                if (flaw === 'leak on failure' && weights.extra.isDisposed) {
                  await Promise.resolve();
                  zeros([3]);
                  throw new Error('no weights');
                }
              }
              return shown();
            } finally {
              if (flaw === 'hang on abort' && call.signal.aborted) await new Promise(() => undefined);
              if (flaw === 'leak on abort' && call.signal.aborted) {
                await Promise.resolve();
                zeros([3]);
              }
            }
          },
          async *reconstruct({ image }) {
            const y = tidy(() => reshape(decode(reshape(image, [1, 16])), [4, 4, 1]));
            yield { step: 1, of: 1, sample: y };
            return y;
          },
        },
      };
    },
  });
};
