/** Training steps of a GPT through `train`. */
import { train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key } from '@figment/core/random';
import { adam } from '@figment/core/training';

import { commonIds, Gpt, gptTraining, parameterCount, setCommonWeights } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { batch, sizes, ...where } = settings();
const name = await start(where);
const gpt = new Gpt(key(1), sizes);
setCommonWeights(gpt);
const shape = [batch, sizes.context];
const data = arrays({ ids: commonIds(1000, shape, sizes.vocabulary), targets: commonIds(1001, shape, sizes.vocabulary) });
const run = train(gptTraining(gpt), { data, steps: 1_000_000, batchSize: batch, optimizer: adam({ learningRate: 3e-4 }), seed: 1 });

await serve({ name, parameters: parameterCount(gpt) }, async () => {
  const { value } = await run.next();
  return value?.losses['gpt'];
});
