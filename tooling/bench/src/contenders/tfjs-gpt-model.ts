/**
 * A GPT in plain tfjs, as one would write it. tfjs-wasm has no UnsortedSegmentSum, without which an embedding has no gradient: it is
 * added, and nothing else.
 */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

import { commonWeight, type GptSizes } from '../models/index.ts';
import { addSegmentSum } from './tfjs-segment-sum.ts';

/** Keys and values of a layer, [B, H, T, D]. (A type, so that `tidy` takes it for a container of tensors.) */
export type TfjsCache = { readonly keys: tf.Tensor; readonly values: tf.Tensor };

/** The model, after its weights were made on the wasm backend. */
export interface TfjsGpt {
  readonly parameters: readonly tf.Variable[];
  /** ids: [B T] -> logits [B T, vocabulary]; with caches, of ids that follow what these hold. */
  logits(ids: tf.Tensor, batch: number, caches?: readonly TfjsCache[]): { logits: tf.Tensor; caches: TfjsCache[] };
}

export async function tfjsGpt({ layers, width, heads, vocabulary, context }: GptSizes): Promise<TfjsGpt> {
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

  /** x: [B T, width] -> [B T, width]. */
  function attention(x: tf.Tensor, block: (typeof blocks)[number], batch: number, cache: TfjsCache | undefined): { attended: tf.Tensor; cache: TfjsCache } {
    const time = x.shape[0] / batch;
    const split = (x: tf.Tensor): tf.Tensor => tf.transpose(tf.reshape(x, [batch, time, heads, width / heads]), [0, 2, 1, 3]); // [B T, width] -> [B, H, T, D]
    const [q, k, v] = [block.query, block.key, block.value].map((one) => split(linear(x, one))) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const keys = cache === undefined ? k : tf.concat([cache.keys, k], 2);
    const values = cache === undefined ? v : tf.concat([cache.values, v], 2);
    const all = keys.shape[2]!;
    const scores = tf.mul(tf.matMul(q, keys, false, true), Math.sqrt(heads / width));
    const masked = time === 1 ? scores : tf.add(scores, tf.slice(hidden, [all - time, 0], [time, all]));
    const mixed = tf.matMul(tf.softmax(masked), values);
    return { attended: linear(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * time, width]), block.output), cache: { keys, values } };
  }

  return {
    parameters,
    logits(ids, batch, caches) {
      const time = ids.size / batch;
      const at = caches?.[0]?.keys.shape[2] ?? 0;
      const embedded = tf.reshape(tf.gather(embedding, tf.reshape(ids, [-1])), [batch, time, width]);
      let x: tf.Tensor = tf.reshape(tf.add(embedded, tf.slice(positions, [at, 0], [time, width])), [batch * time, width]);
      const next = blocks.map((block, i) => {
        const { attended, cache } = attention(layerNorm(x, block.norm1), block, batch, caches?.[i]);
        x = tf.add(x, attended);
        x = tf.add(x, linear(gelu(linear(layerNorm(x, block.norm2), block.up)), block.down));
        return cache;
      });
      return { logits: tf.matMul(layerNorm(x, lastNorm), head), caches: next };
    },
  };
}

export function tfjsParameterCount({ parameters }: TfjsGpt): number {
  return parameters.reduce((sum, { size }) => sum + size, 0);
}
