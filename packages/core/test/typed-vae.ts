import { z } from 'zod';

import { defineModel, task } from '../src/plugin/define.ts';
import type { Tensor } from '../src/tensor.ts';
import type { Objective } from '../src/training/objective.ts';

declare const objective: Objective<{ image: Tensor }>;
declare const other: Promise<Tensor>;

/** Never run: what is inferred from it is checked by src/plugin/inference.test-d.ts, and by way of declarations by declarations.test.ts. */
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
    const latent: number = config.latent;
    const words: Uint32Array = key.data;
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
          return { score: (data[0] ?? 0) + latent * (words[0] ?? 0), threshold: quantile };
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
