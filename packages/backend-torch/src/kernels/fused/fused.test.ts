import { attention, batchNormTraining, concat, conv2d, crossEntropy, gelu, groupNorm, layerNorm, leakyRelu, linear, relu, rmsNorm, silu, slice, swiglu, tensor, transpose, valueAndGrads, withReferenceOps } from '@figment/core/ops';
import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';

import { parseRow } from '../../abi/signature.ts';
import { fusedRows } from '../../rows/fused.ts';
import { expectClose, expectNoLeak, numbers } from '../../testing/numbers.ts';
import { describeTorch, startForTests } from '../../testing/torch.ts';

interface Case {
  readonly inputs: () => Tensor[];
  readonly op: (...inputs: Tensor[]) => Tensor;
}

const bools = (shape: number[], isSeen: (i: number) => boolean): Tensor => tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => isSeen(i)), shape, 'bool');
const heads = (time: number, count = 4, width = 8): number[] => [2, count, time, width];
const qkv = (queries = 5, keys = 7, keyHeads = 4): Tensor[] => [numbers(1, ...heads(queries)), numbers(2, ...heads(keys, keyHeads)), numbers(3, ...heads(keys, keyHeads))];
/** Every third row of [Tq, Tk] sees nothing. */
const sparse = (queries: number, keys: number): Tensor => bools([queries, keys], (i) => Math.floor(i / keys) % 3 !== 1 && (i * 7) % 5 !== 0);

const attentionCases: Readonly<Record<string, Case>> = {
  'attention': { inputs: () => qkv(), op: (q, k, v) => attention(q, k, v) },
  'causal attention': { inputs: () => qkv(7), op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'causal attention to more keys than queries, counted from the start': { inputs: () => qkv(4, 9), op: (q, k, v) => attention(q, k, v, { causal: true, scale: 0.7 }) },
  'causal attention to fewer keys than queries': { inputs: () => qkv(9, 4), op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'attention of long sequences': { inputs: () => [numbers(1, 1, 2, 70, 8), numbers(2, 1, 2, 610, 8), numbers(3, 1, 2, 610, 8)], op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'attention with rows that see nothing': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: sparse(5, 7) })) },
  'causal attention with a mask': { inputs: () => qkv(7), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: sparse(7, 7), causal: true })) },
  'attention with a mask of keys': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([2, 1, 1, 7], (i) => i % 4 !== 1) })) },
  'attention with a mask of one axis': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([7], (i) => i % 3 !== 0) })) },
  'attention with a mask of queries': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([5, 1], (i) => i % 2 === 0) })) },
  'attention with a mask of each head': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([4, 5, 7], (i) => (i * 5) % 7 > 2) })) },
  'attention with a mask of whole numbers': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: tensor([1, 0, 2, -1, 0, 1, 1], [7], 'int32') })) },
  'attention with a mask that is added': { inputs: () => qkv(), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: numbers(4, 2, 1, 5, 7) })) },
  'attention with shared heads': { inputs: () => qkv(5, 7, 2), op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'attention of one query with shared heads': { inputs: () => qkv(1, 7, 2), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([2, 1, 1, 7], (i) => i % 3 !== 0) })) },
  'attention of one query with shared heads and a mask of each': { inputs: () => qkv(1, 7, 2), op: (q, k, v) => tidy(() => attention(q, k, v, { mask: bools([4, 1, 7], (i) => i % 3 !== 0) })) },
  'attention to some positions': { inputs: () => qkv(5, 12), op: (q, k, v) => attention(q, k, v, { positions: { first: 2, count: 7 }, causal: true }) },
  'attention of one query with shared heads to some positions': { inputs: () => qkv(1, 12, 2), op: (q, k, v) => attention(q, k, v, { positions: { first: 2, count: 7 } }) },
  'attention with shared heads to some positions in transposed memory': {
    inputs: () => [numbers(1, 2, 4, 3, 8), numbers(2, 2, 9, 2, 8), numbers(3, 2, 9, 2, 8)],
    op: (q, k, v) => tidy(() => attention(q, transpose(k, [0, 2, 1, 3]), transpose(v, [0, 2, 1, 3]), { positions: { first: 1, count: 5 } })),
  },
  'attention of heads of odd width': { inputs: () => [numbers(1, 1, 3, 6, 5), numbers(2, 1, 3, 6, 5), numbers(3, 1, 3, 6, 5)], op: (q, k, v) => attention(q, k, v) },
  'attention to values of another width': { inputs: () => [numbers(1, 1, 3, 6, 5), numbers(2, 1, 3, 4, 5), numbers(3, 1, 3, 4, 7)], op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'attention in transposed memory': {
    inputs: () => [numbers(1, 2, 5, 3, 4), numbers(2, 2, 6, 3, 4), numbers(3, 2, 4, 6, 3)],
    op: (q, k, v) => tidy(() => attention(transpose(q, [0, 2, 1, 3]), transpose(k, [0, 2, 1, 3]), transpose(v, [0, 3, 2, 1]))),
  },
};

const cases: Readonly<Record<string, Case>> = {
  silu: { inputs: () => [numbers(1, 3, 7)], op: (x) => silu(x) },
  'gelu, exact': { inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x) },
  'gelu, tanh': { inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x, { approximate: 'tanh' }) },
  'leaky ReLU': { inputs: () => [numbers(1, 3, 7)], op: (x) => leakyRelu(x, { slope: 0.2 }) },
  'leaky ReLU, steeper below 0': { inputs: () => [numbers(1, 3, 7)], op: (x) => leakyRelu(x, { slope: 3 }) },
  'leaky ReLU in transposed memory': { inputs: () => [numbers(1, 3, 7)], op: (x) => tidy(() => leakyRelu(transpose(x), { slope: 0.1 })) },
  'batch norm': { inputs: () => [numbers(1, 3, 5, 4, 6), numbers(2, 6), numbers(3, 6)], op: (x, weight, bias) => tidy(() => batchNormTraining(x, { weight, bias }).output) },
  'batch norm of rows, without weights': { inputs: () => [numbers(1, 9, 5)], op: (x) => tidy(() => batchNormTraining(x).output) },
  'batch norm with a bias alone, in transposed memory': { inputs: () => [numbers(1, 4, 6, 5), numbers(2, 6)], op: (x, bias) => tidy(() => batchNormTraining(transpose(x, [0, 2, 1]), { bias }).output) },
  'batch norm of one channel': { inputs: () => [numbers(1, 4, 3, 1), numbers(2, 1)], op: (x, weight) => tidy(() => batchNormTraining(x, { weight }).output) },
  swiglu: { inputs: () => [numbers(1, 3, 7), numbers(2, 3, 7)], op: (gate, up) => swiglu(gate, up) },
  'layer norm': { inputs: () => [numbers(1, 4, 13), numbers(2, 13), numbers(3, 13)], op: (x, weight, bias) => layerNorm(x, { weight, bias }) },
  'layer norm without weights': { inputs: () => [numbers(1, 4, 13)], op: (x) => layerNorm(x) },
  'layer norm with a bias alone': { inputs: () => [numbers(1, 4, 13), numbers(3, 13)], op: (x, bias) => layerNorm(x, { bias }) },
  'layer norm in transposed memory': { inputs: () => [numbers(1, 13, 4), numbers(2, 13), numbers(3, 13)], op: (x, weight, bias) => tidy(() => layerNorm(transpose(x), { weight, bias })) },
  'RMS norm': { inputs: () => [numbers(1, 4, 13), numbers(2, 13)], op: (x, weight) => rmsNorm(x, { weight }) },
  'RMS norm without a weight': { inputs: () => [numbers(1, 4, 13)], op: (x) => rmsNorm(x) },
  'group norm': { inputs: () => [numbers(1, 2, 5, 3, 12), numbers(2, 12), numbers(3, 12)], op: (x, weight, bias) => groupNorm(x, { groups: 4, weight, bias }) },
  'group norm of one channel a place': { inputs: () => [numbers(1, 2, 12), numbers(2, 12)], op: (x, weight) => groupNorm(x, { groups: 2, weight }) },
  'group norm with a bias alone': { inputs: () => [numbers(1, 2, 5, 10), numbers(2, 10)], op: (x, bias) => groupNorm(x, { groups: 2, bias }) },
  'group norm of volumes': { inputs: () => [numbers(1, 2, 2, 3, 4, 6), numbers(2, 6), numbers(3, 6)], op: (x, weight, bias) => groupNorm(x, { groups: 3, weight, bias }) },
  'a linear map': { inputs: () => [numbers(1, 2, 4, 6), numbers(2, 6, 9), numbers(3, 9)], op: (x, weight, bias) => linear(x, weight, bias) },
  'a linear map to fewer channels': { inputs: () => [numbers(1, 8, 9), numbers(2, 9, 4)], op: (x, weight) => linear(x, weight) },
  'a linear map in transposed memory': { inputs: () => [numbers(1, 6, 8), numbers(2, 9, 6), numbers(3, 9)], op: (x, weight, bias) => tidy(() => linear(transpose(x), transpose(weight), bias)) },
  'a linear map by a part of a wider weight, with a gradient that is part of a wider one': {
    inputs: () => [numbers(1, 128, 96), numbers(2, 96, 256), numbers(3, 128, 32)],
    op: (x, weight, beside) => tidy(() => concat([linear(x, slice(weight, [0, 0], [96, 128])), beside], 1)),
  },
  ...Object.fromEntries((['relu', 'silu', 'gelu', 'geluTanh'] as const).map((activation) => [
    `a linear map, ${activation} and a residual`,
    { inputs: () => [numbers(1, 8, 6), numbers(2, 6, 9), numbers(3, 9), numbers(4, 8, 9)], op: (x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor) => linear(x, weight, bias, { activation, residual }) },
  ])),
  'a convolution': { inputs: () => [numbers(1, 2, 7, 6, 3), numbers(2, 3, 3, 3, 5), numbers(3, 5)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, padding: 1 }) },
  'a convolution of many channels': { inputs: () => [numbers(1, 2, 4, 5, 64), numbers(2, 3, 2, 64, 72), numbers(3, 72)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, padding: 1 }) },
  'a convolution padded at one end': { inputs: () => [numbers(1, 2, 8, 6, 3), numbers(2, 3, 3, 3, 5)], op: (x, kernel) => conv2d(x, kernel, { stride: 2, padding: [0, 1, 0, 1] }) },
  'a convolution that leaves rows over': { inputs: () => [numbers(1, 2, 8, 7, 3), numbers(2, 3, 2, 3, 5)], op: (x, kernel) => conv2d(x, kernel, { stride: 3, padding: [2, 0, 1, 2] }) },
  'a dilated convolution in groups': { inputs: () => [numbers(1, 2, 9, 8, 4), numbers(2, 3, 2, 2, 6), numbers(3, 6)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, dilation: [2, 3], groups: 2, padding: 2 }) },
  'a convolution of each channel': { inputs: () => [numbers(1, 2, 6, 5, 4), numbers(2, 3, 3, 1, 8)], op: (x, kernel) => conv2d(x, kernel, { groups: 4, padding: 'same' }) },
  'a convolution after a transpose': { inputs: () => [numbers(1, 2, 3, 7, 6), numbers(2, 3, 3, 3, 5)], op: (x, kernel) => tidy(() => relu(conv2d(transpose(x, [0, 2, 3, 1]), kernel))) },
  'cross entropy': { inputs: () => [numbers(1, 6, 5)], op: (logits) => tidy(() => crossEntropy(logits, tensor([0, 4, 1, 2, 2, 3], [6], 'int32'))) },
  'cross entropy, smoothed, weighted, with ignored targets': {
    inputs: () => [numbers(1, 6, 5)],
    op: (logits) => tidy(() => crossEntropy(logits, tensor([0, 4, -1, 2, -1, 3], [6], 'int32'), { ignoreIndex: -1, labelSmoothing: 0.2, classWeight: tensor([1, 0.5, 2, 0, 3]) })),
  },
  'cross entropy, smoothed, of each example': { inputs: () => [numbers(1, 6, 5)], op: (logits) => tidy(() => crossEntropy(logits, tensor([0, 4, 1, 2, -100, 3], [6], 'int32'), { labelSmoothing: 0.1, reduction: 'none' })) },
  'cross entropy of impossible classes': {
    inputs: () => [tensor([1, -Infinity, 2, 0.5, 1, -Infinity], [2, 3])],
    op: (logits) => tidy(() => crossEntropy(logits, tensor([0, 1], [2], 'int32'), { reduction: 'none' })),
  },
};

function agrees({ inputs, op }: Case): void {
  expectNoLeak(() => {
    const xs = inputs();
    const shape = tidy(() => op(...xs).shape);
    const upstream = numbers(9, ...shape);
    const own = valueAndGrads(() => op(...xs), xs, { upstream });
    const reference = withReferenceOps(() => valueAndGrads(() => op(...xs), xs, { upstream }));
    const alone = op(...xs);
    expectClose(own.value, reference.value);
    expectClose(alone, reference.value);
    for (const [i, gradient] of own.gradients.entries()) expectClose(gradient, reference.gradients[i]!, { atol: 5e-5, rtol: 2e-5 });
    for (const [i, x] of xs.entries()) {
      const one = valueAndGrads(() => op(...xs), [x], { upstream });
      expectClose(one.gradients[0]!, own.gradients[i]!);
      dispose([one.value, ...one.gradients]);
    }
    dispose([alone, own.value, reference.value, ...own.gradients, ...reference.gradients, ...xs, upstream]);
  });
}

describeTorch('fused kernels', () => {
  describe('batch norm', () => {
    beforeAll(async () => { await startForTests(); });
    it('tells the mean and the unbiased variance of the batch', () => {
      expectNoLeak(() => {
        const x = tensor([1, 10, 2, 10, 6, 13], [3, 2]);
        const { output, mean, variance } = batchNormTraining(x);
        expectClose(mean, [3, 11]);
        expectClose(variance, [7, 3]);
        dispose([output, mean, variance, x]);
      });
    });
  });

  describe('agree with the same of basic operations, forward and gradients, all and each alone, and leak nothing', () => {
    beforeAll(async () => { await startForTests(); });
    it.each(Object.entries({ ...cases, ...attentionCases }))('%s', (_name, each) => { agrees(each); });
  });

  describe('agree without the operations that torch does not promise', () => {
    beforeAll(async () => {
      const unsure = [fusedRows.flashAttention, fusedRows.flashAttentionBackward, fusedRows.efficientAttention, fusedRows.efficientAttentionBackward];
      await startForTests({ refused: new Set(unsure.map((row) => parseRow(row).operation)) });
    });
    it.each(Object.entries(attentionCases))('%s', (_name, each) => { agrees(each); });
  });
});
