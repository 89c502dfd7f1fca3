import { dispose, getBackend, getKernel, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak } from '../../../../test/backends.ts';
import { crossEntropy, geglu, layerNorm, logSoftmax, softmax, swiglu, valueAndGrads, withReferenceOps } from '../../../ops/index.ts';
import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

/** Numbers in [-3, 3), the same on every run. */
function numbers(seed: number, ...shape: number[]): Tensor {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 6 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 3);
  return tensor(values, shape);
}

const sizes = [1, 3, 5, 7, 17, 33, 65];

/** Compares an op and its gradients with the same composed of basic ops. */
async function agrees(kernel: string, inputs: () => Tensor[], op: (...inputs: Tensor[]) => Tensor): Promise<void> {
  expect(getKernel(kernel, getBackend()), kernel).toBeDefined();
  await expectNoLeak(async () => {
    const xs = inputs();
    const y = op(...xs);
    const upstream = numbers(9, ...y.shape);
    const own = valueAndGrads(() => op(...xs), xs, { upstream });
    const reference = withReferenceOps(() => valueAndGrads(() => op(...xs), xs, { upstream }));
    await expectClose(own.value, reference.value, { atol: 2e-6, rtol: 1e-5 });
    for (const [i, gradient] of own.gradients.entries()) await expectClose(gradient, reference.gradients[i] as Tensor, { atol: 3e-5, rtol: 3e-5 });
    dispose([y, own.value, reference.value, ...own.gradients, ...reference.gradients, ...xs, upstream]);
  });
}

describe('kernels of wasm, against the same composed of basic ops', () => {
  it.each(sizes)('gated activations of %i columns', async (n) => {
    await agrees('FigmentGated', () => [numbers(1, 3, n), numbers(2, 3, n)], (gate, up) => swiglu(gate, up));
    await agrees('FigmentGated', () => [numbers(1, 3, 2 * n)], (x) => geglu(x));
  });

  it.each(sizes)('layer norm of %i columns', async (n) => {
    await agrees('FigmentLayerNorm', () => [numbers(1, 5, n), numbers(2, n), numbers(3, n)], (x, weight, bias) => layerNorm(x, { weight, bias }));
    await agrees('FigmentLayerNorm', () => [numbers(1, 2, 3, n), numbers(3, n)], (x, bias) => layerNorm(x, { bias }));
    await agrees('FigmentLayerNorm', () => [numbers(1, 3, n)], (x) => layerNorm(x));
  });

  it('layer norm of rows longer than a block of its sums', async () => {
    await agrees('FigmentLayerNorm', () => [numbers(1, 3, 2311), numbers(2, 2311), numbers(3, 2311)], (x, weight, bias) => layerNorm(x, { weight, bias }));
  });

  it.each(sizes)('softmax and its logarithm over %i classes', async (n) => {
    await agrees('Softmax', () => [numbers(1, 3, n)], (x) => softmax(x));
    await agrees('LogSoftmax', () => [numbers(1, 3, n)], (x) => logSoftmax(x));
  });

  // The composed one has no one-hot of a single class.
  it.each(sizes.slice(1))('cross entropy over %i classes, with all its options', async (n) => {
    const targets = tensor([0, n - 1, -100, Math.floor(n / 2)], [4], 'int32');
    const inside = tensor([0, n - 1, 0, Math.floor(n / 2)], [4], 'int32');
    const classWeight = tensor(Array.from({ length: n }, (_, i) => 0.25 + (i % 3)));
    for (const reduction of ['mean', 'sum', 'none'] as const) {
      await agrees('FigmentCrossEntropy', () => [numbers(1, 4, n)], (x) => crossEntropy(x, targets, { reduction }));
      await agrees('FigmentCrossEntropy', () => [numbers(1, 4, n)], (x) => crossEntropy(x, targets, { reduction, labelSmoothing: 0.1, classWeight }));
      await agrees('FigmentCrossEntropy', () => [numbers(1, 4, n)], (x) => crossEntropy(x, inside, { reduction, classWeight, ignoreIndex: 0 }));
    }
    dispose([targets, inside, classWeight]);
  });
});

describe('cross entropy on wasm', () => {
  const run = async (rows: number[][], targets: number[]): Promise<{ losses: number[]; gradient: number[] }> => {
    const [x, y] = [tensor(rows.flat(), [rows.length, rows[0]!.length]), tensor(targets, [targets.length], 'int32')];
    const { value, gradients: [dx] } = valueAndGrads(() => crossEntropy(x, y, { reduction: 'sum' }), [x]);
    const losses = [...await value.data()];
    const gradient = [...await dx!.data()];
    dispose([x, y, value, dx!]);
    return { losses, gradient };
  };

  it('stands logits of any size', async () => {
    const { losses, gradient } = await run([[1e4, 0, -1e4]], [1]);
    expect(losses[0]).toBe(1e4);
    expect(gradient).toEqual([1, -1, 0]);
  });

  it('counts a class of logit -Infinity that is not the target as 0', async () => {
    const { losses, gradient } = await run([[-Infinity, 2, 2]], [1]);
    expect(losses[0]).toBeCloseTo(Math.log(2), 6);
    gradient.forEach((value, i) => { expect(value).toBeCloseTo([0, -0.5, 0.5][i]!, 6); });
  });

  it('gives infinity where the target itself is impossible, NaN where a logit is NaN', async () => {
    expect((await run([[-Infinity, 2]], [0])).losses).toEqual([Infinity]);
    expect((await run([[NaN, 2]], [1])).losses).toEqual([NaN]);
  });
});
