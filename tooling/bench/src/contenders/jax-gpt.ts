/** Training steps of the GPT in jax-js on its wasm backend, as one would write it: one compiled function for loss, gradients and Adam. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';

import { commonIds, commonWeight } from '../models/index.ts';
import { serve, settings } from '../serve.ts';

const { batch, sizes: { layers, width, heads, vocabulary, context } } = settings();
await init('wasm');
defaultDevice('wasm');

type Layer = { weight: np.Array; bias: np.Array };
type Block = { norm1: Layer; query: Layer; key: Layer; value: Layer; output: Layer; norm2: Layer; up: Layer; down: Layer };
type Parameters = { embedding: np.Array; positions: np.Array; blocks: Block[]; norm: Layer; head: np.Array };

let series = 0;
const matrix = (...shape: [number, number]): np.Array => np.array(commonWeight(series++, shape)).reshape(shape);
const layer = (from: number, to: number): Layer => ({ weight: matrix(from, to), bias: np.zeros([to]) });
const norm = (): Layer => ({ weight: np.ones([width]), bias: np.zeros([width]) });

/** Which keys a query sees: itself and those before it. */
const visible = np.tril(np.ones([context, context])).greater(0);

const parameters: Parameters = {
  embedding: matrix(vocabulary, width),
  positions: matrix(context, width),
  blocks: Array.from({ length: layers }, () => ({
    norm1: norm(), query: layer(width, width), key: layer(width, width), value: layer(width, width), output: layer(width, width),
    norm2: norm(), up: layer(width, 4 * width), down: layer(4 * width, width),
  })),
  norm: norm(),
  head: matrix(width, vocabulary),
};

// A function owns its arguments, and uses up what it is given: `.ref` keeps one for another use.
function linear(x: np.Array, { weight, bias }: Layer): np.Array {
  return np.matmul(x, weight).add(bias);
}

function layerNorm(x: np.Array, { weight, bias }: Layer): np.Array {
  return nn.standardize(x, -1, { epsilon: 1e-5 }).mul(weight).add(bias);
}

/** By hand: `nn.dotProductAttention` needs the iterator helpers of Node 22. */
function attention(x: np.Array, { query, key, value, output }: Block): np.Array {
  const split = (y: np.Array): np.Array => y.reshape([batch, context, heads, width / heads]).transpose([0, 2, 1, 3]); // [B T, width] -> [B, H, T, D]
  const [q, k, v] = [split(linear(x.ref, query)), split(linear(x.ref, key)), split(linear(x, value))];
  const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(Math.sqrt(heads / width));
  const mixed = np.matmul(nn.softmax(np.where(visible.ref, scores, -1e9), -1), v);
  return linear(mixed.transpose([0, 2, 1, 3]).reshape([batch * context, width]), output);
}

function lossOf({ embedding, positions, blocks, norm: lastNorm, head }: Parameters, ids: np.Array, targets: np.Array): np.Array {
  // Not `np.take`: its gradient, a scatter, can't be compiled.
  const embedded = np.matmul(nn.oneHot(ids, vocabulary), embedding).reshape([batch, context, width]);
  let x = embedded.add(positions).reshape([batch * context, width]);
  for (const block of blocks) {
    x = x.ref.add(attention(layerNorm(x, block.norm1), block));
    x = x.ref.add(linear(nn.gelu(linear(layerNorm(x, block.norm2), block.up), { approximate: false }), block.down));
  }
  const logits = np.matmul(layerNorm(x, lastNorm), head); // [B T, vocabulary]
  return nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, vocabulary)).sum(-1).mean().neg();
}

/** Kingma and Ba 2015, arXiv:1412.6980, algorithm 1. The step number is an array, so that one compiled function does for all. */
function update(parameter: np.Array, gradient: np.Array, first: np.Array, second: np.Array, step: np.Array): [np.Array, np.Array, np.Array] {
  const m = first.mul(0.9).add(gradient.ref.mul(0.1));
  const v = second.mul(0.999).add(np.square(gradient).mul(0.001));
  const [mCorrection, vCorrection] = [np.subtract(1, np.power(0.9, step.ref)), np.subtract(1, np.power(0.999, step))];
  const direction = m.ref.div(mCorrection).div(np.sqrt(v.ref.div(vCorrection)).add(1e-8));
  return [parameter.sub(direction.mul(3e-4)), m, v];
}

type State = { parameters: Parameters; first: np.Array[]; second: np.Array[] };

const takeStep = jit((state: State, step: np.Array, ids: np.Array, targets: np.Array): { loss: np.Array; state: State } => {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.parameters), ids, targets);
  const [leaves, structure] = tree.flatten<np.Array>(state.parameters);
  const updated = tree.leaves<np.Array>(gradients as never).map((gradient, i) => update(leaves[i] as np.Array, gradient, state.first[i] as np.Array, state.second[i] as np.Array, step.ref));
  step.dispose();
  return { loss, state: { parameters: tree.unflatten(structure, updated.map(([p]) => p)) as never, first: updated.map(([, m]) => m), second: updated.map(([, , v]) => v) } };
});

const shapes = tree.leaves<np.Array>(parameters).map(({ shape }) => shape);
let state: State = { parameters, first: shapes.map((shape) => np.zeros(shape)), second: shapes.map((shape) => np.zeros(shape)) };
const ids = np.array(commonIds(1000, [batch * context], vocabulary).data);
const targets = np.array(commonIds(1001, [batch * context], vocabulary).data);
const { version } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@jax-js/jax').replace(/dist.*/, 'package.json'), 'utf8')) as { version: string };
let step = 0;

await serve({ name: `jax-js ${version}, wasm`, parameters: shapes.reduce((sum, shape) => sum + shape.reduce((product, length) => product * length, 1), 0) }, async () => {
  const { loss, state: next } = takeStep(state, np.array(++step), ids.ref, targets.ref);
  state = next;
  const [value] = (await loss.data()) as unknown as [number];
  return value;
});
