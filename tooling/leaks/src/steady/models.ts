import { models } from '@figment/agreement/models';
import { createModel } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key, uniformArray } from '@figment/core/random';
import { gan } from '@figment/gan';

/** What is trained for long: what backends agree on, and two networks that take turns, with a gradient of a gradient at every fourth step. */
export const steadyModels: typeof models = {
  ...models,
  async gan() {
    const model = await createModel(gan, { image: { size: 8, channels: 1 }, latent: 8, generator: { channels: 4 }, discriminator: { channels: 4 }, augmentation: { kind: 'adaptive' } }, { seed: 7 });
    const data = arrays({ image: { data: uniformArray(key(1), 32 * 64), shape: [32, 8, 8, 1] } });
    return { model, options: { data, batchSize: 8, calibrate: false } } as unknown as Awaited<ReturnType<(typeof models)[string]>>;
  },
};
