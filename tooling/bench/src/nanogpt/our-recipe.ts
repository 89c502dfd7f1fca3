import { createModel, train } from '@figment/core';
import { adamW, cosine, warmUp } from '@figment/core/training';
import { natsPerToken } from '@figment/train-models/token-rows';
import { transformer } from '@figment/transformer';

import { BATCH, BLOCK, type Characters, sameBatches } from './characters.ts';

/** As many parameters, steps and rows as nanoGPT: rotary positions instead of learned ones, three times the rate, which falls further. */
export async function validationLossOfOurs(characters: Characters, steps: number): Promise<number> {
  const model = await createModel(transformer, { preset: 'gpt', layers: 4, width: 128, heads: 4, context: BLOCK, vocabulary: characters.vocabulary }, { seed: 7 });
  try {
    const run = train(model, {
      data: sameBatches(characters), steps, batchSize: BATCH, seed: 7, clipNorm: 1, ema: 0.99,
      optimizer: adamW({ learningRate: 3e-3, betas: [0.9, 0.95], weightDecay: 0.1, decays: 'matrices' }), schedule: warmUp(100, cosine({ finalRatio: 0.02 })),
    });
    for await (const event of run) if (event.step % 500 === 0) console.log(`step ${event.step}: loss ${Object.values(event.losses)[0]!.toFixed(3)}`);
    return await natsPerToken(model, characters.heldOut, BLOCK);
  } finally {
    model.dispose();
  }
}
