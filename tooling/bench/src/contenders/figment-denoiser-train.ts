/** Training steps of a denoiser through `train`. */
import { train } from '@figment/core';
import { arrays } from '@figment/core/data';
import { mseLoss } from '@figment/core/ops';
import { adamW, constant, type Objective } from '@figment/core/training';

import { serve, settings } from '../serve.ts';
import { type DenoiserBatch, openDenoiser } from './figment-denoiser.ts';

const { batch: batchSize, ...rest } = settings();
const { name, denoiser, shown, predict, parameters } = await openDenoiser({ batch: batchSize, ...rest });
const objective: Objective<DenoiserBatch> = {
  name: 'noise',
  parameters: () => denoiser.namedParameters(),
  loss: (batch) => ({ loss: mseLoss(predict(batch), batch.noise) }),
};
const kinds = Object.fromEntries(Object.keys(shown).map((field) => [field, 'embedding'] as const));
const run = train({ modules: { denoiser }, objectives: [objective] }, {
  data: arrays({ ...shown }, { kinds }), steps: 1_000_000, batchSize, optimizer: adamW({ learningRate: 1e-4, weightDecay: 1e-2 }), clipNorm: 0, ema: 0, schedule: constant(), seed: 1,
});

await serve({ name, parameters }, async () => {
  const { value } = await run.next();
  return value?.losses['noise'];
});
