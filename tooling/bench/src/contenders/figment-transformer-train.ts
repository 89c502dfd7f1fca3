/** Training steps of a GPT-2 through `train`. */
import { train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { adam, constant } from '@figment/core/training';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { gpt2 } from './figment-transformer.ts';

const { batch, sizes, ...where } = settings();
const { name, model, parameters } = await gpt2({ sizes, ...where });
const shape = [batch, sizes.context];
const data = arrays({ ids: commonIds(1000, shape, sizes.vocabulary), targets: commonIds(1001, shape, sizes.vocabulary), bytes: { data: new Float32Array(batch), shape: [batch] } });
const run = train(model, { data, steps: 1_000_000, batchSize: batch, optimizer: adam({ learningRate: 3e-4 }), clipNorm: 0, ema: 0, schedule: constant(), seed: 1 });

await serve({ name, parameters }, async () => {
  const { value } = await run.next();
  return Object.values(value?.losses ?? {})[0];
});
