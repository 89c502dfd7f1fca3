import { describe, it } from 'vitest';

import { expectAgreement } from '../../../../test/agreement.ts';
import { values } from '../../../../test/derivatives.ts';
import { linear } from '../../../ops/index.ts';

const activations = ['none', 'relu', 'silu', 'gelu', 'geluTanh'] as const;

describe('linear maps on wasm, against the composed reference on cpu', () => {
  it.each(activations)('%s, with bias and residual: value and gradients', async (activation) => {
    await expectAgreement('wasm', (x, weight, bias, residual) => linear(x, weight, bias, { activation, residual }), [values([33, 17]), values([17, 65], 2), values([65], 3), values([33, 65], 4)]);
  });

  // Rows, inputs, outputs: fewer and more than a tile (4 x 8), a block (64 x 512), a run of the reduction (256).
  const sizes = [[1, 1, 1], [1, 64, 33], [3, 5, 7], [4, 300, 9], [5, 3, 1], [7, 1, 33], [64, 64, 64], [65, 17, 520], [130, 513, 5]] as const;
  it.each(sizes)('%i rows, %i inputs, %i outputs: value and gradients', async (rows, inputs, outputs) => {
    const at = [values([rows, inputs]), values([inputs, outputs], 2), values([outputs], 3)];
    await expectAgreement('wasm', (x, weight, bias) => linear(x, weight, bias, { activation: 'silu' }), at);
    await expectAgreement('wasm', (x, weight) => linear(x, weight), at.slice(0, 2));
  });

  it.each([[0, 3, 5], [3, 0, 5], [3, 5, 0], [70, 0, 9]])('%i rows, %i inputs, %i outputs: nothing to add up is 0', async (rows, inputs, outputs) => {
    await expectAgreement('wasm', (x, weight, bias) => linear(x, weight, bias, { activation: 'relu' }), [values([rows, inputs]), values([inputs, outputs], 2), values([outputs], 3)]);
  });
});
