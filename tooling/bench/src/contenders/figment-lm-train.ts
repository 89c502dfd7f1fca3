/** Training steps of a published architecture through `train`. */
import { train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { adam, constant } from '@figment/core/training';

import { commonIds } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { openLanguageModel } from './figment-lm.ts';

const { batch, tokens, ...where } = settings();
const { name, model, network, parameters } = await openLanguageModel(where);
const { vocabulary } = network.architecture;
const shape = [batch, tokens];
const data = arrays({ ids: commonIds(1000, shape, vocabulary), targets: commonIds(1001, shape, vocabulary), bytes: { data: new Float32Array(batch), shape: [batch] } });
const run = train(model, { data, steps: 1_000_000, batchSize: batch, optimizer: adam({ learningRate: 3e-4 }), clipNorm: 0, ema: 0, schedule: constant(), seed: 1 });

await serve({ name, parameters }, async () => {
  const { value } = await run.next();
  return Object.values(value?.losses ?? {})[0];
});
