/**
 * Trains in one go, and again in two halves with a checkpoint between them: every number of the two models is the same.
 */
import { createModel, train } from '@figment/core';
import { openDataset } from '@figment/core/data';
import { vae } from '@figment/vae';
import assert from 'node:assert/strict';

const data = await openDataset('emoji');
const small = () => createModel(vae, { latent: 8, channels: [8, 16] }, { seed: 7 });
const run = { data, steps: 20, batchSize: 8, seed: 7 };

const straight = await small();
for await (const { step, losses } of train(straight, run)) console.log('straight', step, losses.vae);

const stopped = await small();
for await (const { step, losses } of train(stopped, { ...run, checkpoint: { to: 'runs/half', every: 10 } })) {
  console.log('stopped ', step, losses.vae);
  if (step === 10) break;
}

const resumed = await small();
for await (const { step, losses } of train(resumed, { ...run, resumeFrom: 'runs/half' })) console.log('resumed ', step, losses.vae);

const weights = async ({ modules }: Pick<typeof straight, 'modules'>) => {
  const all: Record<string, ArrayLike<number>> = {};
  for (const [module, layers] of Object.entries(modules)) for (const [name, parameter] of layers.namedParameters()) all[`${module}.${name}`] = await parameter.data();
  return all;
};
assert.deepEqual(await weights(resumed), await weights(straight));
console.log('resumed = straight, bit for bit');
