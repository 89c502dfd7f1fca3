import { concat, reshape, sub, upload } from '@figment/core/ops';
import { type FusedKernelName, runKernel } from '@figment/core/backend';
import { keyFromWords, normalArray, uniformArray } from '@figment/core/random';

import { any, type BackendCase, bools, type CheckedOp, constant, floats, type InputSpecs, ints, positive, type Row, rowsOf } from '../case.ts';

/**
 * A fused kernel, held to its contract directly: through `ops/` it would be replaced by the composed reference where it does not
 * fit. Its further outputs are its own affair; its gradient is given them.
 */
function kernel(name: FusedKernelName, ...rows: Row[]): BackendCase[] {
  const op: CheckedOp = {
    name,
    fusedKernel: name,
    differentiable: 'once',
    run: (inputs, attrs) => runKernel(name, inputs, attrs)[0]!,
    gradient: (inputs, upstream, attrs) => {
      const [y, ...saved] = runKernel(name, inputs, attrs);
      const value = name === 'FigmentAttention' ? { y } : {};
      return runKernel(`${name}Grad`, { ...inputs, ...value, dy: upstream, ...Object.fromEntries(saved.map((tensor, i) => [`saved${i}`, tensor])) }, attrs);
    },
  };
  return rowsOf('fused kernels', op, rows);
}

/** A fused kernel that nobody differentiates; its outputs one after the other. */
function step(name: FusedKernelName, ...rows: Row[]): BackendCase[] {
  return rowsOf('fused kernels', { name, fusedKernel: name, differentiable: 'never', run: (inputs, attrs) => concat(runKernel(name, inputs, attrs).map((x) => reshape(x, [-1])), 0) }, rows);
}

const far = { x: floats([8], [-40, -12, -4, -1e-3, 1e-3, 4, 12, 40]) };
const linear = (bias: boolean, residual: boolean): InputSpecs => ({ x: any(5, 4), weight: any(4, 3), ...(bias ? { bias: any(3) } : {}), ...(residual ? { residual: any(5, 3) } : {}) });
const conv = (options: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ stride: [1, 1], padding: [[1, 1], [1, 1]], dilation: [1, 1], groups: 1, ...options });
const qkv = (batch: number, heads: number, keyHeads: number, queries: number, keys: number, width: number, valueWidth = width): InputSpecs => ({
  q: any(batch, heads, queries, width), k: any(batch, keyHeads, keys, width), v: any(batch, keyHeads, keys, valueWidth),
});

const moments = (amsgrad: boolean): InputSpecs => Object.fromEntries(
  [[2, 3], [5]].flatMap((shape, i) => [[`p${i}`, any(...shape)], [`g${i}`, any(...shape)], [`m${i}`, any(...shape)], [`v${i}`, positive(...shape)], ...(amsgrad ? [[`x${i}`, positive(...shape)]] : [])] as [string, InputSpecs[string]][]),
);
const adam = { count: 2, step: 3, learningRate: 0.01, betas: [0.9, 0.99], epsilon: 1e-8, weightDecay: [0.1, 0], decoupled: true, amsgrad: false };

/** The difference from the host's numbers, which are to be the same bit for bit. */
const random = rowsOf('fused kernels', {
  name: 'FigmentRandom',
  fusedKernel: 'FigmentRandom',
  differentiable: 'never',
  run: (_inputs, attrs) => {
    const { key, shape, distribution } = attrs as { key: [number, number]; shape: number[]; distribution: 'uniform' | 'normal' };
    const data = (distribution === 'uniform' ? uniformArray : normalArray)(keyFromWords(key), shape.reduce((a, b) => a * b, 1));
    return sub(runKernel('FigmentRandom', {}, attrs)[0]!, upload({ data, shape }));
  },
}, [['uniform', {}, { key: [7, 4_000_000_000], shape: [3, 5], distribution: 'uniform' }], ['normal, of odd length', {}, { key: [0, 42], shape: [33], distribution: 'normal' }]]);

export const fusedKernelCases: readonly BackendCase[] = [
  ...kernel('FigmentSilu', ['', { x: any(3, 5) }], ['far out', far]),
  ...kernel('FigmentLeakyRelu', ['', { x: any(3, 5) }, { slope: 0.2 }], ['steep', { x: any(3, 5) }, { slope: 2 }], ['falling', { x: any(2, 3) }, { slope: -1 }]),
  ...kernel('FigmentGelu', ['', { x: any(3, 5) }, { approximate: 'none' }], ['far out', far, { approximate: 'none' }], ['tanh', { x: any(3, 5) }, { approximate: 'tanh' }], ['tanh, far out', far, { approximate: 'tanh' }]),
  ...kernel('FigmentGated', ...['silu', 'gelu', 'geluTanh'].map((activation): Row => [activation, { gate: any(2, 5), up: any(2, 5) }, { activation }])),
  ...kernel('FigmentGroupNorm', ['', { x: any(2, 3, 2, 4), weight: any(4), bias: any(4) }, { groups: 2, epsilon: 1e-5 }], ['without weight, one group', { x: any(2, 5, 3) }, { groups: 1, epsilon: 1e-3 }], ['a group a channel', { x: any(1, 2, 3, 6), weight: any(6), bias: any(6) }, { groups: 6, epsilon: 1e-5 }]),
  ...kernel('FigmentBatchNorm', ['', { x: any(2, 3, 2, 4), weight: any(4), bias: any(4) }, { epsilon: 1e-5 }], ['without weight', { x: any(5, 3) }, { epsilon: 1e-3 }], ['bias only', { x: any(3, 2, 5), bias: any(5) }, { epsilon: 1e-5 }], ['one channel', { x: any(2, 4, 1), weight: any(1) }, { epsilon: 1e-5 }]),
  ...kernel('FigmentLayerNorm', ['', { x: any(4, 6), weight: any(6), bias: any(6) }, { epsilon: 1e-5 }], ['without weight', { x: any(3, 5) }, { epsilon: 1e-3 }], ['weight only', { x: any(3, 5), weight: any(5) }, { epsilon: 1e-5 }], ['far from 0', { x: floats([2, 4], [40.5, 41, 39.25, 40, -20, -20.75, -21.5, -19.25]) }, { epsilon: 1e-5 }]),
  ...kernel('FigmentRmsNorm', ['', { x: any(4, 6), weight: any(6) }, { epsilon: 1e-6 }], ['without weight', { x: any(3, 5) }, { epsilon: 1e-3 }]),
  ...kernel('FigmentLinear',
    ...['none', 'relu', 'silu', 'gelu', 'geluTanh'].map((activation): Row => [activation, linear(true, false), { activation }]),
    ['without bias', linear(false, false), { activation: 'none' }],
    ['residual', linear(true, true), { activation: 'none' }],
    ['residual, gelu, without bias', linear(false, true), { activation: 'gelu' }]),
  ...kernel('FigmentConv2d',
    ['3x3', { x: any(2, 4, 3, 2), kernel: any(3, 3, 2, 3), bias: any(3) }, conv()],
    ['stride 2x1, one-sided padding', { x: any(1, 5, 4, 2), kernel: any(3, 2, 2, 2) }, conv({ stride: [2, 1], padding: [[0, 2], [1, 0]] })],
    ['1x1', { x: any(2, 2, 3, 4), kernel: any(1, 1, 4, 3), bias: any(3) }, conv({ padding: [[0, 0], [0, 0]] })],
    ['dilation 2', { x: any(1, 5, 6, 2), kernel: any(3, 3, 2, 2) }, conv({ padding: [[2, 2], [2, 2]], dilation: [2, 2] })],
    ['2 groups', { x: any(1, 3, 4, 4), kernel: any(3, 3, 2, 4), bias: any(4) }, conv({ groups: 2 })],
    ['depthwise', { x: any(1, 4, 3, 3), kernel: any(3, 3, 1, 3), bias: any(3) }, conv({ groups: 3 })],
    ['depthwise, multiplier 2, stride 2', { x: any(2, 4, 5, 2), kernel: any(3, 3, 1, 4) }, conv({ stride: [2, 2], groups: 2 })]),
  ...kernel('FigmentAttention',
    ['', qkv(2, 2, 2, 3, 4, 3), { causal: false, scale: 0.6 }],
    ['causal', qkv(1, 2, 2, 4, 4, 3), { causal: true, scale: 0.6 }],
    ['causal, more keys than queries', qkv(1, 1, 1, 2, 4, 2), { causal: true, scale: 0.7 }],
    ['causal, more queries than keys', qkv(1, 1, 1, 4, 2, 2), { causal: true, scale: 0.7 }],
    ['grouped queries', qkv(1, 4, 2, 2, 3, 2), { causal: false, scale: 0.7 }],
    ['one key head, causal, values of another width', qkv(2, 3, 1, 3, 3, 2, 4), { causal: true, scale: 0.7 }],
    ['mask', { ...qkv(2, 1, 1, 2, 3, 2), mask: bools([2, 1, 1, 3], [1, 0, 1, 1, 1, 0]) }, { causal: false, scale: 0.7 }],
    ['mask of integers, a row that sees nothing', { ...qkv(1, 2, 2, 2, 3, 2), mask: ints([2, 2, 3], [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0]) }, { causal: false, scale: 0.7 }],
    ['longer than a block', qkv(1, 1, 1, 19, 37, 2), { causal: true, scale: 0.7 }]),
  ...rowsOf('fused kernels', { name: 'FigmentAttention', fusedKernel: 'FigmentAttention', differentiable: 'never', run: (inputs, attrs) => runKernel('FigmentAttention', inputs, attrs)[0]! }, [
    ['added mask', { ...qkv(1, 1, 1, 2, 3, 2), mask: constant(floats([2, 3], [0, -1.5, 0.5, -Infinity, 0, 1])) }, { causal: false, scale: 0.7 }],
  ]),
  ...kernel('FigmentCrossEntropy',
    ['', { logits: any(3, 4), targets: ints([3], [2, 0, 3]) }, { ignoreIndex: -100, labelSmoothing: 0 }],
    ['smoothed, weighted, one ignored', { logits: any(3, 2), targets: ints([3], [1, -100, 0]), classWeight: constant(floats([2], [1, 2])) }, { ignoreIndex: -100, labelSmoothing: 0.2 }],
    ['large logits', { logits: floats([2, 3], [500, -500, 10, 1000, 1000, 999]), targets: ints([2], [1, 2]) }, { ignoreIndex: -100, labelSmoothing: 0 }]),
  ...step('FigmentAdam', ['decoupled', moments(false), adam], ['amsgrad, L2, scaled gradients', { ...moments(true), gradientScale: floats([], [0.5]) }, { ...adam, decoupled: false, amsgrad: true }]),
  ...step('FigmentGlobalNorm', ['', { x0: any(2, 3), x1: any(4), x2: any() }, { count: 3 }]),
  ...random,
];
