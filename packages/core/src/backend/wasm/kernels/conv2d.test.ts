import { type NamedAttrMap, engine, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeak } from '../../../../test/backends.ts';
import { selectBackend } from '../../select.ts';

/** Numbers in [-1, 1), the same on every run. */
function numbers(seed: number, shape: readonly number[]): Tensor {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 2 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 1);
  return tensor(values, [...shape]);
}

interface Sizes {
  readonly x: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly strides: readonly [number, number];
}

// Larger than the blocks of the product (64 rows, 512 columns, 256 terms), and not multiples of its tile (4 x 8).
const cases: Readonly<Record<string, Sizes>> = {
  'many places and terms': { x: [3, 13, 11, 37], filter: [3, 3, 37, 21], strides: [1, 1] },
  'many output channels': { x: [1, 5, 5, 6], filter: [3, 3, 6, 523], strides: [1, 1] },
  'many input channels': { x: [1, 6, 5, 530], filter: [3, 3, 530, 9], strides: [2, 1] },
  'a filter smaller than the stride': { x: [2, 9, 9, 5], filter: [2, 1, 5, 7], strides: [3, 2] },
  'one pixel': { x: [1, 1, 1, 3], filter: [3, 3, 3, 2], strides: [1, 1] },
};

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

describe('convolution on wasm, against the cpu backend', () => {
  it.each(Object.entries(cases))('%s: forward and both gradients', async (_name, { x, filter, strides }) => {
    const attrs = { strides: [...strides], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] } satisfies NamedAttrMap;
    const results = async (backend: 'cpu' | 'wasm'): Promise<ArrayLike<number>[]> => {
      await selectBackend({ prefer: backend });
      const [source, weights] = [numbers(1, x), numbers(2, filter)];
      const y = engine().runKernel<Tensor>('Conv2D', { x: source, filter: weights }, attrs);
      const dy = numbers(3, y.shape);
      const dx = engine().runKernel<Tensor>('Conv2DBackpropInput', { dy, filter: weights }, { ...attrs, inputShape: [...x] });
      const dw = engine().runKernel<Tensor>('Conv2DBackpropFilter', { x: source, dy }, { ...attrs, filterShape: [...filter] });
      const values = [y.dataSync(), dx.dataSync(), dw.dataSync()];
      for (const each of [source, weights, y, dy, dx, dw]) each.dispose();
      return values;
    };
    await expectNoLeak(async () => {
      const expected = await results('cpu');
      const actual = await results('wasm');
      expected.forEach((values, which) => {
        // Sums of up to some 5,000 products of numbers of the order of 1, in another order.
        const worst = Array.from(values).reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[which]?.[i] ?? NaN))), 0);
        expect(worst).toBeLessThan(2e-4);
      });
    });
  });

  it('refuses a layout it does not have', async () => {
    await selectBackend({ prefer: 'wasm' });
    const [x, filter] = [numbers(1, [1, 2, 4, 4]), numbers(2, [1, 1, 2, 2])];
    expect(() => engine().runKernel('Conv2D', { x, filter }, { strides: [1, 1], pad: 'same', dataFormat: 'NCHW', dilations: [1, 1] })).toThrow('takes NHWC');
    x.dispose();
    filter.dispose();
  });
});
