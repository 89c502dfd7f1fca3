import { describe, it } from 'vitest';

import { onEachBackend } from '../../test/backends.ts';
import { expectGradients, expectSecondGradients, values } from '../../test/derivatives.ts';
import type { HostArray, Tensor } from '../tensor.ts';
import * as ops from './index.ts';

const { square, tensor } = ops;
const shape = (...lengths: number[]): HostArray<Float32Array> => values(lengths, lengths.length);
const ints = (data: number[], lengths: number[]): Tensor => tensor(data, lengths, 'int32');

/** No two closer than 2 / size: what is the largest stays so under a small step. */
function apart(...lengths: number[]): HostArray<Float32Array> {
  const size = lengths.reduce((a, b) => a * b, 1);
  return { data: Float32Array.from({ length: size }, (_, i) => (2 * ((i * 29) % size)) / size - 1), shape: lengths };
}

/** Each op as a function of tensors whose values, and so whose derivatives, are given. */
const cases: Record<string, [f: (...xs: Tensor[]) => Tensor, ...at: HostArray<Float32Array>[]]> = {
  'gelu, error function': [(x) => ops.gelu(x), shape(5)],
  'gelu, tanh': [(x) => ops.gelu(x, { approximate: 'tanh' }), shape(5)],
  quickGelu: [ops.quickGelu, shape(5)],
  silu: [ops.silu, shape(5)],
  mish: [ops.mish, shape(5)],
  softplus: [ops.softplus, shape(5)],
  logSigmoid: [ops.logSigmoid, shape(5)],
  elu: [(x) => ops.elu(x, { alpha: 0.7 }), shape(5)],
  selu: [ops.selu, shape(5)],
  leakyRelu: [(x) => square(ops.leakyRelu(x, { slope: 0.1 })), shape(5)],
  geglu: [ops.geglu, shape(2, 4)],
  swiglu: [ops.swiglu, shape(2, 3), values([2, 3], 5)],
  'softmax along axis 0': [(x) => ops.softmax(x, { axis: 0 }), shape(3, 2)],
  'softmax, masked': [(x) => ops.softmax(x, { mask: ints([1, 0, 1], [3]) }), shape(2, 3)],
  logSoftmax: [(x) => square(ops.logSoftmax(x, { axis: 0 })), shape(3, 2)],
  logSumExp: [(x) => square(ops.logSumExp(x)), shape(2, 3)],
  linear: [(x, w, b) => square(ops.linear(x, w, b)), shape(2, 2, 3), values([3, 2], 5), values([2], 6)],
  einsum: [(a, b, c) => square(ops.einsum('bij,jk,bkk->bi', a, b, c)), shape(2, 2, 3), values([3, 2], 5), values([2, 2, 2], 6)],
  groupNorm: [(x, w, b) => square(ops.groupNorm(x, { groups: 2, weight: w, bias: b })), shape(2, 2, 3, 4), values([4], 5), values([4], 6)],
  instanceNorm: [(x) => square(ops.instanceNorm(x)), shape(1, 2, 3, 2)],
  layerNorm: [(x, w, b) => square(ops.layerNorm(x, { weight: w, bias: b })), shape(2, 4), values([4], 5), values([4], 6)],
  rmsNorm: [(x, w) => square(ops.rmsNorm(x, { weight: w })), shape(2, 4), values([4], 5)],
  'batchNorm, training': [(x, w) => square(ops.batchNormTraining(x, { weight: w }).output), shape(3, 2, 2), values([2], 5)],
  'batchNorm, given statistics': [(x, m, b) => square(ops.batchNorm(x, { mean: m, variance: tensor([0.5, 2]), bias: b })), shape(3, 2), values([2], 5), values([2], 6)],
  standardizeWeight: [(w) => square(ops.standardizeWeight(w)), shape(2, 2, 1, 2)],
  'attention, causal, grouped': [(q, k, v) => ops.attention(q, k, v, { causal: true }), shape(1, 2, 2, 2), values([1, 1, 3, 2], 5), values([1, 1, 3, 2], 6)],
  'attention, boolean mask': [(q, k, v) => ops.attention(q, k, v, { mask: ints([1, 0, 1, 0, 1, 1], [2, 3]) }), shape(1, 1, 2, 2), values([1, 1, 3, 2], 5), values([1, 1, 3, 2], 6)],
  'attention, added mask': [(q, k, v, m) => ops.attention(q, k, v, { mask: m }), shape(1, 1, 2, 2), values([1, 1, 2, 2], 5), values([1, 1, 2, 2], 6), values([2, 2], 7)],
  'rotaryEmbedding, half, in part': [(x) => square(ops.rotaryEmbedding(x, { width: 4, positions: 3 })), shape(2, 5)],
  'rotaryEmbedding, interleaved': [(x) => square(ops.rotaryEmbedding(x, { style: 'interleaved' })), shape(2, 4)],
  'embedding of repeated ids': [(w) => square(ops.embedding(w, ints([0, 2, 2, 1], [2, 2]))), shape(3, 2)],
  takeAlongAxis: [(x) => square(ops.takeAlongAxis(x, ints([1, 1, 0, 1], [2, 2]), 0)), shape(2, 3)],
  scatterAddAlongAxis: [(x, v) => square(ops.scatterAddAlongAxis(x, ints([1, 1, 0, 1], [2, 2]), v, 0)), shape(2, 3), values([2, 2], 5)],
  scatterAlongAxis: [(x, v) => square(ops.scatterAlongAxis(x, ints([1, 0], [1, 2]), v, 0)), shape(2, 3), values([1, 2], 5)],
  topK: [(x) => square(ops.topK(x, 2, { axis: 0 }).values), shape(4, 2)],
  'sort, rising': [(x) => square(ops.sort(x).values), shape(2, 3)],
  variance: [(x) => square(ops.variance(x, { axis: 1 })), shape(2, 3)],
  standardDeviation: [(x) => ops.standardDeviation(x, { axis: 0, correction: 0 }), shape(3, 2)],
  norm: [(x) => ops.norm(x, { axis: -1 }), shape(2, 3)],
  'norm of order 3': [(x) => ops.norm(x, { order: 3 }), shape(4)],
  clipByGlobalNorm: [(a, b) => ops.concat(ops.clipByGlobalNorm([a, b], 0.5).clipped, 0), shape(2), values([3], 5)],
  mseLoss: [(x, t) => ops.mseLoss(x, t), shape(2, 3), values([2, 3], 5)],
  huberLoss: [(x, t) => ops.huberLoss(x, t, { delta: 0.4, reduction: 'none' }), shape(2, 3), values([2, 3], 5)],
  smoothL1Loss: [(x, t) => ops.smoothL1Loss(x, t, { beta: 0.5, reduction: 'sum' }), shape(2, 3), values([2, 3], 5)],
  binaryCrossEntropy: [(x) => ops.binaryCrossEntropy(x, tensor([0, 1, 0.3])), shape(3)],
  'crossEntropy, smoothed, weighted, one ignored': [
    (x) => ops.crossEntropy(x, ints([1, -100, 0], [3]), { labelSmoothing: 0.2, classWeight: tensor([1, 2]) }),
    shape(3, 2),
  ],
  'crossEntropy of probabilities': [(x, t) => ops.crossEntropy(x, ops.softmax(t)), shape(2, 3), values([2, 3], 5)],
  klDivergence: [(x, t) => ops.klDivergence(ops.logSoftmax(x), ops.softmax(t)), shape(2, 3), values([2, 3], 5)],
  'conv2d, stride, one-sided padding': [(x, w, b) => square(ops.conv2d(x, w, { bias: b, stride: 2, padding: [0, 1, 2, 0] })), shape(2, 4, 3, 2), values([3, 2, 2, 2], 5), values([2], 6)],
  'conv2d, groups, dilation': [(x, w) => square(ops.conv2d(x, w, { groups: 2, dilation: [2, 1], padding: 'same' })), shape(1, 4, 3, 2), values([2, 2, 1, 4], 5)],
  'conv2d, pointwise': [(x, w) => square(ops.conv2d(x, w)), shape(1, 2, 2, 3), values([1, 1, 3, 2], 5)],
  conv1d: [(x, w) => square(ops.conv1d(x, w, { padding: [2, 0], dilation: 2 })), shape(1, 4, 2), values([2, 2, 2], 5)],
  convTranspose2d: [(x, w) => square(ops.convTranspose2d(x, w, { stride: 2, padding: 1, outputPadding: 1 })), shape(1, 2, 3, 2), values([3, 3, 2, 2], 5)],
  depthwiseConv2d: [(x, w) => square(ops.depthwiseConv2d(x, w, { stride: [2, 1], padding: 1 })), shape(1, 4, 3, 2), values([3, 2, 2, 2], 5)],
  'averagePool2d, padded': [(x) => square(ops.averagePool2d(x, { size: 3, stride: 2, padding: 1, countPadding: false })), shape(2, 4, 3, 2)],
  'averagePool2d, blocks': [(x) => square(ops.averagePool2d(x, { size: [2, 3] })), shape(2, 4, 3, 2)],
  adaptiveAveragePool2d: [(x) => square(ops.adaptiveAveragePool2d(x, [2, 3])), shape(1, 3, 4, 2)],
  'maxPool2d, overlapping': [(x) => square(ops.maxPool2d(x, { size: 3, stride: 2, padding: 1 })), apart(2, 4, 3, 2)],
  'resize, whole factors': [(x) => square(ops.resize(x, { size: [4, 9] })), shape(2, 2, 3, 2)],
  'resize, nearest': [(x) => square(ops.resize(x, { size: [3, 2] })), shape(1, 2, 3, 2)],
  'resize, bilinear': [(x) => square(ops.resize(x, { size: [3, 5], mode: 'bilinear' })), shape(2, 2, 3, 1)],
  'resize, bicubic, antialias': [(x) => square(ops.resize(x, { size: [2, 2], mode: 'bicubic', antialias: true })), shape(1, 4, 3, 2)],
  pixelShuffle: [(x) => square(ops.pixelShuffle(x, 2)), shape(1, 1, 2, 4)],
  pixelUnshuffle: [(x) => square(ops.pixelUnshuffle(x, 2)), shape(1, 2, 4, 2)],
  'padEdges, reflect': [(x) => square(ops.padEdges(x, { padding: [1, 1, 2, 0] })), shape(1, 2, 3, 2)],
  'padEdges, circular': [(x) => square(ops.padEdges(x, { padding: [1, 0, 0, 3], mode: 'circular' })), shape(1, 2, 3, 1)],
};

onEachBackend(() => {
  describe('derivatives', () => {
    for (const [name, [f, ...at]] of Object.entries(cases)) {
      it(`of ${name} agree with finite differences`, () => expectGradients(f, at));
      it(`of ${name} can be differentiated again`, () => expectSecondGradients(f, at, { step: 3e-3, atol: 3e-2, rtol: 3e-2 }));
    }
  });
});
