import { commonIds, commonPictures, Gpt, gptTraining } from '@figment/bench/models';
import { createModel } from '@figment/core';
import { arrays } from '@figment/core/data';
import { key } from '@figment/core/random';
import { adamW, sgd, type Trainable, type TrainOptions } from '@figment/core/training';
import { vae } from '@figment/vae';

/** A model and how it is trained. */
interface Prepared {
  readonly model: Trainable<never>;
  readonly options: Omit<TrainOptions<never>, 'steps' | 'seed'>;
}

const common = { batchSize: 8, clipNorm: 1, calibrate: false };

/** Small, so that a GPU that is no GPU trains them in a minute or so: convolutions and group norm; attention, layer norm, embeddings. */
export const models: Readonly<Record<string, () => Promise<Prepared>>> = {
  async vae() {
    const model = await createModel(vae, { image: { size: 8, channels: 3 }, latent: { channels: 2, downsample: 2 }, channels: [8] }, { seed: 7 });
    return { model, options: { ...common, optimizer: sgd({ learningRate: 0.5, momentum: 0.9 }), data: arrays({ image: commonPictures(1, [32, 8, 8, 3]) }) } } as unknown as Prepared;
  },
  gpt() {
    const model = gptTraining(new Gpt(key(7), { layers: 1, width: 32, heads: 4, vocabulary: 64, context: 16 }));
    const data = arrays({ ids: commonIds(1, [32, 16], 64), targets: commonIds(2, [32, 16], 64) });
    return Promise.resolve({ model, options: { ...common, optimizer: adamW({ learningRate: 1e-3 }), data } } as unknown as Prepared);
  },
};
