import { dispose, getBackend, getKernel, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { gelu } from '../activations/gelu.ts';
import { silu } from '../activations/silu.ts';
import { tensor } from '../basic/creation.ts';
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

const cases: Readonly<Record<string, { readonly inputs: () => Tensor[]; readonly op: (...inputs: Tensor[]) => Tensor; readonly kernel: string }>> = {
  silu: { kernel: 'FigmentSilu', inputs: () => [numbers(1, 3, 7)], op: (x) => silu(x) },
  'gelu, exact': { kernel: 'FigmentGelu', inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x) },
  'gelu, tanh': { kernel: 'FigmentGelu', inputs: () => [numbers(1, 3, 7)], op: (x) => gelu(x, { approximate: 'tanh' }) },
  'group norm': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 3, 12), numbers(2, 12), numbers(3, 12)], op: (x, weight, bias) => groupNorm(x, { groups: 4, weight, bias }) },
  'group norm over many places': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 19, 17, 6), numbers(2, 6), numbers(3, 6)], op: (x, weight, bias) => groupNorm(x, { groups: 3, weight, bias }) },
  'group norm without weights': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 10)], op: (x) => groupNorm(x, { groups: 2 }) },
  'group norm with a bias alone': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 10), numbers(2, 10)], op: (x, bias) => groupNorm(x, { groups: 2, bias }) },
  'instance norm': { kernel: 'FigmentGroupNorm', inputs: () => [numbers(1, 2, 5, 9), numbers(2, 9)], op: (x, weight) => instanceNorm(x, { weight }) },
  'layer norm': { kernel: 'FigmentLayerNorm', inputs: () => [numbers(1, 4, 13), numbers(2, 13), numbers(3, 13)], op: (x, weight, bias) => layerNorm(x, { weight, bias }) },
  'RMS norm': { kernel: 'FigmentRmsNorm', inputs: () => [numbers(1, 4, 13), numbers(2, 13)], op: (x, weight) => rmsNorm(x, { weight }) },
};

onEachBackend((backend) => {
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
        dispose([own.value, reference.value, ...own.gradients, ...reference.gradients, ...xs, upstream]);
      });
    });
  });
});
