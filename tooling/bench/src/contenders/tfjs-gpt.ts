/**
 * Training steps of the GPT in plain tfjs on its wasm backend, as one would write it. tfjs-wasm has no UnsortedSegmentSum, without which
 * an embedding has no gradient: it is added, and nothing else.
 */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

import { commonIds, commonWeight } from '../models/index.ts';
import { serve, settings } from '../serve.ts';
import { addSegmentSum } from './tfjs-segment-sum.ts';

const { batch, sizes: { layers, width, heads, vocabulary, context } } = settings();
setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep);
await tf.setBackend('wasm');
addSegmentSum();

const parameters: tf.Variable[] = [];
let series = 0;

function parameter<R extends tf.Rank>(value: tf.Tensor): tf.Variable<R> {
  const made = tf.variable(value) as tf.Variable<R>;
  parameters.push(made);
  return made;
}

const matrix = (...shape: [number, number]) => parameter<tf.Rank.R2>(tf.tensor(commonWeight(series++, shape), shape));
const layer = (from: number, to: number) => ({ weight: matrix(from, to), bias: parameter(tf.zeros([to])) });
const norm = () => ({ weight: parameter(tf.ones([width])), bias: parameter(tf.zeros([width])) });

const embedding = matrix(vocabulary, width);
const positions = matrix(context, width);
const blocks = Array.from({ length: layers }, () => ({
  norm1: norm(), query: layer(width, width), key: layer(width, width), value: layer(width, width), output: layer(width, width),
  norm2: norm(), up: layer(width, 4 * width), down: layer(4 * width, width),
}));
const lastNorm = norm();
const head = matrix(width, vocabulary);
const hidden = tf.tidy(() => tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([context, context]), -1, 0)), -1e9));

function linear(x: tf.Tensor, { weight, bias }: ReturnType<typeof layer>): tf.Tensor {
  return tf.add(tf.matMul(x as tf.Tensor2D, weight), bias);
}

function layerNorm(x: tf.Tensor, { weight, bias }: ReturnType<typeof norm>): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), weight), bias);
}

function gelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
}

/** [B T, width] -> [B, H, T, D]. */
function split(x: tf.Tensor): tf.Tensor {
  return tf.transpose(tf.reshape(x, [batch, context, heads, width / heads]), [0, 2, 1, 3]);
}

function attention(x: tf.Tensor, block: (typeof blocks)[number]): tf.Tensor {
  const [q, k, v] = [block.query, block.key, block.value].map((one) => split(linear(x, one))) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), Math.sqrt(heads / width)), hidden);
  const mixed = tf.matMul(tf.softmax(scores), v);
  return linear(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * context, width]), block.output); // [B, H, T, D] -> [B T, width]
}

function logits(ids: tf.Tensor): tf.Tensor {
  const embedded = tf.reshape(tf.gather(embedding, tf.reshape(ids, [-1])), [batch, context, width]);
  let x: tf.Tensor = tf.reshape(tf.add(embedded, positions), [batch * context, width]);
  for (const block of blocks) {
    x = tf.add(x, attention(layerNorm(x, block.norm1), block));
    x = tf.add(x, linear(gelu(linear(layerNorm(x, block.norm2), block.up)), block.down));
  }
  return tf.matMul(layerNorm(x, lastNorm), head);
}

const ids = tf.tensor(commonIds(1000, [batch, context], vocabulary).data, [batch, context], 'int32');
const targets = tf.oneHot(tf.tensor1d(commonIds(1001, [batch, context], vocabulary).data, 'int32'), vocabulary);
const optimizer = tf.train.adam(3e-4);

await serve({ name: `tfjs ${tf.version_core}, wasm`, parameters: parameters.reduce((sum, { size }) => sum + size, 0) }, async () => {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(targets, logits(ids)), true, parameters);
  const [value] = await (loss as tf.Scalar).data();
  loss?.dispose();
  return value;
});
