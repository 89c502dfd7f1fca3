/** A training step of the emoji VAE in plain tfjs on its cpu backend, as one would write it: the same network, loss and Adam. */
import * as tf from '@tensorflow/tfjs';

import { serve, settings } from '../serve.ts';

const { batch } = settings();
const [size, latent, narrow, wide] = [32, 4, 48, 96];
const weights: tf.Variable[] = [];

function weight(shape: number[], spread: number): tf.Variable {
  const variable = tf.tidy(() => tf.variable(tf.randomNormal(shape, 0, spread)));
  weights.push(variable);
  return variable;
}

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

function conv(from: number, to: number, kernel = 3, stride = 1): Layer {
  const filter = weight([kernel, kernel, from, to], 1 / Math.sqrt(kernel * kernel * from)) as tf.Variable<tf.Rank.R4>;
  const bias = weight([to], 0);
  return (x) => tf.add(tf.conv2d(x, filter, stride, 'same'), bias);
}

function groupNorm(channels: number, groups = 8): Layer {
  const [gamma, beta] = [weight([channels], 0.1), weight([channels], 0)];
  return (x) => {
    const [n, h, w] = x.shape;
    const grouped = tf.reshape(x, [n, h * w, groups, channels / groups]);
    const { mean, variance } = tf.moments(grouped, [1, 3], true);
    const normal = tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(tf.reshape(normal, x.shape), gamma), beta);
  };
}

const silu: Layer = (x) => tf.mul(x, tf.sigmoid(x));
const chain = (...layers: Layer[]): Layer => (x) => layers.reduce((value, layer) => layer(value), x);

function residual(channels: number): Layer {
  const body = chain(groupNorm(channels), silu, conv(channels, channels), groupNorm(channels), silu, conv(channels, channels));
  return (x) => tf.add(x, body(x));
}

const unshuffle: Layer = (x) => {
  const [n, h, w, c] = x.shape;
  return tf.reshape(tf.transpose(tf.reshape(x, [n, h / 2, 2, w / 2, 2, c]), [0, 1, 3, 2, 4, 5]), [n, h / 2, w / 2, 4 * c]);
};
const shuffle: Layer = (x) => {
  const [n, h, w, c] = x.shape;
  return tf.reshape(tf.transpose(tf.reshape(x, [n, h, w, 2, 2, c / 4]), [0, 1, 3, 2, 4, 5]), [n, 2 * h, 2 * w, c / 4]);
};
const upsample: Layer = (x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);

await tf.setBackend('cpu');
const encoder = chain(unshuffle, conv(12, narrow), residual(narrow), conv(narrow, wide, 3, 2), residual(wide), residual(wide), groupNorm(wide), silu, conv(wide, 2 * latent, 1));
const decoder = chain(conv(latent, wide), residual(wide), residual(wide), upsample, conv(wide, narrow), residual(narrow), residual(narrow), groupNorm(narrow), silu, conv(narrow, 12), shuffle);
const images = tf.randomUniform<tf.Rank.R4>([batch, size, size, 3], -1, 1);
const optimizer = tf.train.adam(2e-3, 0.9, 0.99);

function loss(): tf.Scalar {
  const [mean, unclamped] = tf.split(encoder(images), 2, -1) as [tf.Tensor4D, tf.Tensor4D];
  const logVariance = tf.clipByValue(unclamped, -12, 4);
  const z = tf.add(mean, tf.mul(tf.randomNormal(mean.shape), tf.exp(tf.mul(0.5, logVariance))));
  const kl = tf.mul(-0.5 / batch, tf.sum(tf.sub(tf.sub(tf.add(1, logVariance), tf.square(mean)), tf.exp(logVariance))));
  return tf.add(tf.mean(tf.abs(tf.sub(decoder(z as tf.Tensor4D), images))), tf.mul(0.048 / (3 * size * size), kl));
}

await serve({ name: `tfjs ${tf.version_core}, cpu` }, () => {
  optimizer.minimize(loss, false, weights);
  return Promise.resolve(undefined);
});
