/** Training steps of the model of pixels as it is without settings: the most that tensors take in one, weights and what the optimiser keeps among them. */
import { createModel, train } from '@figment/core';
import { profile } from '@figment/core/backend';
import { arrays } from '@figment/core/data';
import { uniformArray, key } from '@figment/core/random';
import { diffusion } from '@figment/diffusion';

import { parameterCount } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { batch: batchSize, size, ...where } = settings();
const name = await start(where);
const model = await createModel(diffusion, { image: { size, channels: 3 } }, { seed: 1 });
const pictures = arrays({ image: { data: uniformArray(key(1), batchSize * size * size * 3), shape: [batchSize, size, size, 3] } });
const run = train(model, { data: pictures, steps: 1_000_000, batchSize, seed: 1 });

await serve({ name, parameters: parameterCount(model.modules['diffusion']!) }, async () => {
  const { result, peakBytes } = await profile(() => run.next());
  return () => ({ value: result.value?.losses['diffusion'], heldBytes: peakBytes });
});
