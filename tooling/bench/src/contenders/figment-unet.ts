/** Training steps of a U-Net through `train`. */
import { train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key } from '@figment/core/random';
import { adam } from '@figment/core/training';

import { commonPictures, parameterCount, setCommonWeights, UNet, unetTraining } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const { batch, size, ...where } = settings();
const name = await start(where);
const unet = new UNet(key(1));
setCommonWeights(unet);
const shape = [batch, size, size, 3];
const data = arrays({ noisy: commonPictures(1000, shape), noise: commonPictures(1001, shape) });
const run = train(unetTraining(unet), { data, steps: 1_000_000, batchSize: batch, optimizer: adam({ learningRate: 1e-3 }), seed: 1 });

await serve({ name, parameters: parameterCount(unet) }, async () => {
  const { value } = await run.next();
  return value?.losses['unet'];
});
