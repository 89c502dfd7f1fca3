/** Training steps of the shipped emoji VAE through `train`. */
import { createModel, train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key, uniformArray } from '@figment/core/random';
import { adamW } from '@figment/core/training';
import { vae } from '@figment/vae';

import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { batch, ...where } = settings();
const size = 32;
const name = await start(where);
const model = await createModel(vae, { image: { size, channels: 3 }, latent: { channels: 4, downsample: 4 } }, { seed: 7 });
const pictures = arrays({ image: { data: uniformArray(key(1), 4 * batch * size * size * 3), shape: [4 * batch, size, size, 3] } });
const run = train(model, { data: pictures, steps: 1_000_000, batchSize: batch, optimizer: adamW({ learningRate: 2e-3, betas: [0.9, 0.99], weightDecay: 0 }), clipNorm: 1, ema: 0.998, seed: 1 });

await serve({ name }, async () => {
  await run.next();
  return undefined;
});
