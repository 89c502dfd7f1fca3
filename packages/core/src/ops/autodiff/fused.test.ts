import { dispose, getBackend, getKernel, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { watchKernels } from '../../backend/profile/watch.ts';
import { gated, swiglu } from '../activations/gated.ts';
import { gelu } from '../activations/gelu.ts';
import { leakyRelu } from '../activations/rectifiers.ts';
import { silu } from '../activations/silu.ts';
import { attention } from '../attention/attention.ts';
import { add, mul } from '../basic/arithmetic.ts';
import { tensor } from '../basic/creation.ts';
import { conv2d } from '../convolution/conv2d.ts';
import { depthwiseConv2d } from '../convolution/depthwise-conv2d.ts';
import { reshape } from '../basic/shape.ts';
import { linear } from '../linear-algebra/linear.ts';
import { crossEntropy } from '../losses/cross-entropy.ts';
import { batchNormTraining } from '../normalization/batch-norm.ts';
import { groupNorm, instanceNorm } from '../normalization/group-norm.ts';
import { layerNorm } from '../normalization/layer-norm.ts';
import { rmsNorm } from '../normalization/rms-norm.ts';
import { withReferenceOps } from './fused.ts';
import { valueAndGrads } from './gradients.ts';

/** Numbers in [-3, 3), the same on every run. */
function numbers(seed: number, ...shape: number[]): Tensor {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 6 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 3);
  return tensor(values, shape);
}

const ids = (...values: number[]): Tensor => tensor(values, [values.length], 'int32');

const cases: Readonly<Record<string, { readonly inputs: () => Tensor[]; readonly op: (...inputs: Tensor[]) => Tensor; readonly kernel: string }>> = {
  silu: { kernel: 'FigmentSilu', inputs: () => [numbers(1, 3, 7)], op: (x) => silu(x) },
  'leaky ReLU': { kernel: 'FigmentLeakyRelu', inputs: () => [numbers(1, 3, 7)], op: (x) => leakyRelu(x, { slope: 0.2 }) },
  'leaky ReLU, falling below 0': { kernel: 'FigmentLeakyRelu', inputs: () => [numbers(1, 3, 7)], op: (x) => leakyRelu(x, { slope: -1.5 }) },
  'gelu, exact': { kernel: 'FigmentGelu', inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x) },
  'gelu, tanh': { kernel: 'FigmentGelu', inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x, { approximate: 'tanh' }) },
  'group norm': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 3, 12), numbers(2, 12), numbers(3, 12)], op: (x, weight, bias) => groupNorm(x, { groups: 4, weight, bias }) },
  'group norm over many places': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 19, 17, 6), numbers(2, 6), numbers(3, 6)], op: (x, weight, bias) => groupNorm(x, { groups: 3, weight, bias }) },
  'group norm without weights': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 10)], op: (x) => groupNorm(x, { groups: 2 }) },
  'group norm with a bias alone': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 10), numbers(2, 10)], op: (x, bias) => groupNorm(x, { groups: 2, bias }) },
  'instance norm': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 9), numbers(2, 9)], op: (x, weight) => instanceNorm(x, { weight }) },
  'batch norm': { kernel: 'FigmentBatchNorm', inputs: () => [numbers(1, 3, 5, 4, 6), numbers(2, 6), numbers(3, 6)], op: (x, weight, bias) => batchNormTraining(x, { weight, bias }).output },
  'batch norm without weights': { kernel: 'FigmentBatchNorm', inputs: () => [numbers(1, 7, 5)], op: (x) => batchNormTraining(x).output },
  'layer norm': { kernel: 'FigmentLayerNorm', inputs: () => [numbers(1, 4, 13), numbers(2, 13), numbers(3, 13)], op: (x, weight, bias) => layerNorm(x, { weight, bias }) },
  'gated, SiLU': { kernel: 'FigmentGated', inputs: () => [numbers(1, 3, 7), numbers(2, 3, 7)], op: (gate, up) => swiglu(gate, up) },
  'gated, tanh GELU': { kernel: 'FigmentGated', inputs: () => [numbers(1, 2, 3, 5), numbers(2, 2, 3, 5)], op: (gate, up) => gated(gate, up, 'geluTanh') },
  'linear': { kernel: 'FigmentLinear', inputs: () => [numbers(1, 2, 5, 7), numbers(2, 7, 9)], op: (x, weight) => linear(x, weight) },
  'linear with a bias': { kernel: 'FigmentLinear', inputs: () => [numbers(1, 5, 7), numbers(2, 7, 9), numbers(3, 9)], op: (x, weight, bias) => linear(x, weight, bias) },
  ...Object.fromEntries(
    (['relu', 'silu', 'gelu', 'geluTanh'] as const).map((activation) => [
      `linear, ${activation}, residual`,
      { kernel: 'FigmentLinear', inputs: () => [numbers(1, 2, 5, 7), numbers(2, 7, 9), numbers(3, 9), numbers(4, 2, 5, 9)], op: (x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor) => linear(x, weight, bias, { activation, residual }) },
    ]),
  ),
  'linear with a residual alone': { kernel: 'FigmentLinear', inputs: () => [numbers(1, 5, 7), numbers(2, 7, 9), numbers(4, 5, 9)], op: (x, weight, residual) => linear(x, weight, undefined, { residual }) },
  'convolution': { kernel: 'FigmentConv2d', inputs: () => [numbers(1, 2, 6, 5, 4), numbers(2, 3, 3, 4, 6), numbers(3, 6)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, padding: 1 }) },
  'convolution, stride, padding on one side': { kernel: 'FigmentConv2d', inputs: () => [numbers(1, 2, 6, 5, 3), numbers(2, 3, 2, 3, 4)], op: (x, kernel) => conv2d(x, kernel, { stride: [2, 1], padding: [0, 1, 2, 0] }) },
  'convolution, groups, dilation': { kernel: 'FigmentConv2d', inputs: () => [numbers(1, 2, 7, 6, 4), numbers(2, 3, 2, 2, 6), numbers(3, 6)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, groups: 2, dilation: [2, 3], padding: 'same' }) },
  'depthwise convolution': { kernel: 'FigmentConv2d', inputs: () => [numbers(1, 2, 6, 5, 3), numbers(2, 3, 3, 3, 2), numbers(3, 6)], op: (x, kernel, bias) => depthwiseConv2d(x, kernel, { bias, stride: 2, padding: 1 }) },
  'depthwise convolution, dilated': { kernel: 'FigmentConv2d', inputs: () => [numbers(1, 1, 6, 6, 4), numbers(2, 3, 3, 4, 1)], op: (x, kernel) => depthwiseConv2d(x, kernel, { dilation: 2, padding: 2 }) },
  'attention': { kernel: 'FigmentAttention', inputs: () => [numbers(1, 2, 3, 5, 4), numbers(2, 2, 3, 7, 4), numbers(3, 2, 3, 7, 6)], op: (q, k, v) => attention(q, k, v) },
  'attention, causal, grouped': { kernel: 'FigmentAttention', inputs: () => [numbers(1, 1, 4, 9, 8), numbers(2, 1, 2, 9, 8), numbers(3, 1, 2, 9, 8)], op: (q, k, v) => attention(q, k, v, { causal: true, scale: 0.4 }) },
  'attention with a mask, one row of it blind': {
    kernel: 'FigmentAttention',
    inputs: () => [numbers(1, 1, 2, 3, 4), numbers(2, 1, 2, 3, 4), numbers(3, 1, 2, 3, 4)],
    op: (q, k, v) => attention(q, k, v, { mask: tensor([1, 0, 1, 0, 0, 0, 1, 1, 0], [3, 3], 'bool') }),
  },
  'attention with a mask that is added': {
    kernel: 'FigmentAttention',
    inputs: () => [numbers(1, 1, 2, 3, 4), numbers(2, 1, 2, 3, 4), numbers(3, 1, 2, 3, 4), numbers(4, 2, 3, 3)],
    op: (q, k, v, mask) => attention(q, k, v, { mask }),
  },
  'cross entropy': { kernel: 'FigmentCrossEntropy', inputs: () => [numbers(1, 5, 7)], op: (logits) => crossEntropy(logits, ids(0, 6, 3, -100, 2), { reduction: 'none' }) },
  'cross entropy, smoothed, weighted': {
    kernel: 'FigmentCrossEntropy',
    inputs: () => [numbers(1, 4, 3)],
    op: (logits) => crossEntropy(logits, ids(0, 2, 1, 5), { labelSmoothing: 0.2, classWeight: tensor([0.5, 2, 0]), ignoreIndex: 5 }),
  },
  'RMS norm': { kernel: 'FigmentRmsNorm', inputs: () => [numbers(1, 4, 13), numbers(2, 13)], op: (x, weight) => rmsNorm(x, { weight }) },
};

onEachBackend((backend) => {
  describe.runIf(backend === 'wasm')('the gradient of a fused kernel', () => {
    it.each([
      ['linear', (x: Tensor, weight: Tensor, bias: Tensor) => linear(x, weight, bias), [[5, 7], [7, 9], [9]]],
      ['convolution', (x: Tensor, weight: Tensor, bias: Tensor) => conv2d(x, weight, { bias }), [[2, 6, 5, 4], [3, 3, 4, 6], [6]]],
    ] as const)('of %s makes only what is asked for', async (_name, op, shapes) => {
      await expectNoLeak(async () => {
        const xs = shapes.map((shape, i) => numbers(i, ...shape)) as [Tensor, Tensor, Tensor];
        const all = valueAndGrads(() => op(...xs), xs);
        for (const [i, x] of xs.entries()) {
          const made: number[] = [];
          const stop = watchKernels(({ name, run }) => {
            const outputs = run();
            if (name.endsWith('Grad')) made.push([outputs].flat().length);
            return outputs;
          });
          const { value, gradients } = valueAndGrads(() => op(...xs), [x]);
          stop();
          expect(made).toEqual([1]);
          await expectClose(gradients[0] as Tensor, all.gradients[i] as Tensor, { atol: 0, rtol: 0 });
          dispose([value, ...gradients]);
        }
        dispose([all.value, ...all.gradients, ...xs]);
      });
    });
  });

  it.runIf(backend === 'wasm')('differentiates linear maps, convolutions and rectifiers twice by their fused kernels', async () => {
    await expectNoLeak(async () => {
      const [x, kernel, bias, weight] = [numbers(1, 2, 6, 6, 3), numbers(2, 4, 4, 3, 4), numbers(3, 4), numbers(4, 36, 1)];
      const names = new Set<string>();
      const stop = watchKernels(({ name, run }) => {
        names.add(name);
        return run();
      });
      // The gradient penalty of a discriminator (Mescheder et al. 2018, arXiv 1801.04406, eq. 9).
      const penalty = (): Tensor => {
        const judged = (): Tensor => sum(linear(reshape(leakyRelu(conv2d(x, kernel, { bias, stride: 2, padding: 1 }), { slope: 0.2 }), [2, -1]), weight));
        const [slope] = valueAndGrads(judged, [x]).gradients as [Tensor];
        return sum(mul(slope, slope));
      };
      const { value, gradients } = valueAndGrads(penalty, [kernel, bias, weight]);
      stop();
      const reference = withReferenceOps(() => valueAndGrads(penalty, [kernel, bias, weight]));
      for (const [i, gradient] of gradients.entries()) await expectClose(gradient, reference.gradients[i] as Tensor, { atol: 1e-4, rtol: 1e-4 });
      expect([...names]).toEqual(expect.arrayContaining(['FigmentConv2d', 'FigmentLeakyRelu', 'FigmentLeakyReluGrad', 'FigmentLinear']));
      expect([...names]).not.toEqual(expect.arrayContaining(['Select']));
      dispose([value, ...gradients, reference.value, ...reference.gradients, x, kernel, bias, weight]);
    });
  });

  describe.each(Object.entries(cases))('%s', (_name, { kernel, inputs, op }) => {
    it('agrees with its reference, forward and gradient, and leaks nothing', async () => {
      if (backend === 'wasm') expect(getKernel(kernel, getBackend()), `${kernel} on wasm`).toBeDefined();
      await expectNoLeak(async () => {
        const xs = inputs();
        const shape = tidy(() => op(...xs).shape);
        const upstream = numbers(9, ...shape);
        const own = valueAndGrads(() => op(...xs), xs, { upstream });
        const reference = withReferenceOps(() => valueAndGrads(() => op(...xs), xs, { upstream }));
        await expectClose(own.value, reference.value, { atol: 2e-6, rtol: 1e-5 });
        for (const [i, gradient] of own.gradients.entries()) await expectClose(gradient, reference.gradients[i] as Tensor, { atol: 5e-5, rtol: 2e-5 });
        const alone = tidy(() => op(...xs));
        await expectClose(alone, reference.value, { atol: 2e-6, rtol: 1e-5 });
        dispose([alone, own.value, reference.value, ...own.gradients, ...reference.gradients, ...xs, upstream]);
      });
    });

    it('can be differentiated twice, also where the inner gradient goes through what was computed outside of it', () =>
      expectNoLeak(async () => {
        const xs = inputs();
        const weights = numbers(5, ...tidy(() => op(...xs).shape));
        // The sum of all gradients of a function of the op, whose value an outer tape recorded.
        const slope = (): Tensor => {
          const y = op(...xs);
          return valueAndGrads(() => sum(mul(mul(y, y), weights)), xs).gradients.map((gradient) => sum(mul(gradient, gradient))).reduce((a, b) => add(a, b));
        };
        const own = valueAndGrads(slope, xs);
        const reference = withReferenceOps(() => valueAndGrads(slope, xs));
        for (const [i, gradient] of own.gradients.entries()) await expectClose(gradient, reference.gradients[i] as Tensor, { atol: 1e-3, rtol: 1e-3 });
        dispose([own.value, reference.value, ...own.gradients, ...reference.gradients, ...xs, weights]);
      }));
  });
});
