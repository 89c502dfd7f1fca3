import { createModel, train } from '@figment/core';
import { saveModel } from '@figment/core/checkpoint';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { vae } from '@figment/vae';

import { report } from '../language/report.ts';
import type { Clothes } from './clothes.ts';
import { recipe } from './recipe.ts';

const WARM_UP_STEPS = 100;

/** Trains an autoencoder of the same size on the same pictures in its own usual way: what the adversarial network is compared with. */
export async function trainAutoencoder({ train: data }: Clothes, out: string): Promise<void> {
  const { steps, seed, batchSize, learningRate } = recipe.autoencoderTraining;
  const model = await createModel(vae, recipe.autoencoder, { seed });
  try {
    await report(train(model, {
      data, steps, seed, batchSize, clipNorm: 1, ema: 0.998,
      optimizer: adamW({ learningRate, betas: [0.9, 0.99], weightDecay: 0 }), schedule: warmUp(WARM_UP_STEPS, cosine({ finalRatio: 0.02 }), { from: 1 / WARM_UP_STEPS }),
    }), steps);
    await saveModel(model, out, { dtype: 'float16', step: steps });
  } finally {
    model.dispose();
  }
}
