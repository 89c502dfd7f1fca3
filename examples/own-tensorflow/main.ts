/**
 * Your program has its own `@tensorflow/tfjs`: what it makes can be handed to a model, and what a model makes is a tensor of yours.
 */
import * as tf from '@tensorflow/tfjs';
import { createModel, selectBackend } from '@figment/core';
import { vae } from '@figment/vae';
import assert from 'node:assert/strict';

const { name, device } = await selectBackend();
console.log(`backend ${name} (${device})`);
assert.equal(tf.getBackend(), name, 'there is one copy of tfjs-core, so the backend is the same');

const model = await createModel(vae, { image: { size: 16 }, latent: 8, channels: [8, 16] }, { seed: 7 });
for (const module of Object.values(model.modules)) for (const [, parameter] of module.namedParameters()) assert(parameter instanceof tf.Variable);

// A picture of your own making: from red at the left to blue at the right.
const picture = tf.tidy(() => {
  const ramp = tf.broadcastTo(tf.reshape(tf.linspace(0, 1, 16), [1, 16, 1]), [16, 16, 1]);
  return tf.concat([tf.sub(1, ramp), tf.zerosLike(ramp), ramp], 2); // [16, 16, 3]
});
const rebuilt = await model.tasks.reconstruct.sample({ image: picture }).result();
assert(rebuilt instanceof tf.Tensor);

const error = tf.tidy(() => tf.mean(tf.squaredDifference(picture, rebuilt)));
console.log(`mean squared error before any training: ${(await error.data())[0]?.toFixed(4) ?? ''}`);

tf.dispose([picture, rebuilt, error]);
model.dispose();
assert.equal(tf.memory().numTensors, 0, 'nothing is left');
