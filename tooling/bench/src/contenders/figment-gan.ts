/** Training steps of a GAN through `train`: networks and objectives of the package, with latents of the batch. `torch_gan.py` is its twin. */
import { train, type Tensor } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key } from '@figment/core/random';
import { adam } from '@figment/core/training';
import { BalanceMonitor } from '@figment/gan/health';
import { ConvolutionalDiscriminator, UpsamplingGenerator } from '@figment/gan/networks';
import { adversarialLosses, discriminatorObjective, type Game, generatorObjective } from '@figment/gan/objectives';

import { commonNumbers, commonPictures, parameterCount, setCommonWeights } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const latentSize = 64;

const { batch, size, watched = false, ...where } = settings();
const name = await start(where);
const pictures = { size, pictureChannels: 1, maxChannels: 512 };
const generator = new UpsamplingGenerator(key(1), { ...pictures, latentSize, channels: 16 });
const discriminator = new ConvolutionalDiscriminator(key(2), { ...pictures, channels: 32, minibatchStddev: 4 });
setCommonWeights(generator);
setCommonWeights(discriminator);
const monitor = watched ? new BalanceMonitor() : undefined;

const game: Game<{ readonly image: Tensor; readonly latent: Tensor }> = {
  discriminator,
  loss: adversarialLosses.nonSaturating,
  monitor,
  parameters: () => generator.namedParameters(),
  real: ({ image }) => ({ pictures: image }),
  make: ({ latent }, { pass }) => ({ pictures: generator.synthesize(generator.styles(latent), undefined, pass) }),
};
const data = arrays(
  { image: commonPictures(1000, [batch, size, size, 1]), latent: { data: commonNumbers(1001, batch * latentSize), shape: [batch, latentSize] } },
  { kinds: { latent: 'embedding' } },
);
const run = train(
  { modules: { generator, discriminator, ...(monitor && { monitor }) }, objectives: [discriminatorObjective(game, { r1: 1 }), generatorObjective(game)] },
  // Slowly, for two networks that answer each other make much of what was rounded differently.
  { data, steps: 1_000_000, batchSize: batch, optimizer: adam({ learningRate: 5e-5, betas: [0, 0.99] }), seed: 1 },
);

await serve({ name, parameters: parameterCount(generator) + parameterCount(discriminator) }, async () => {
  const { value } = await run.next();
  return (value?.losses['discriminator'] ?? NaN) + (value?.losses['generator'] ?? NaN);
});
