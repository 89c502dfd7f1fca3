import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeak } from '../../../../test/backends.ts';
import { conv2d, type Conv2dOptions, convTranspose2d, depthwiseConv2d, valueAndGrads, withReferenceOps } from '../../../ops/index.ts';
import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

/** Numbers in [-1, 1), the same on every run. */
function numbers(seed: number, shape: readonly number[]): Tensor {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 2 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 1);
  return tensor(values, [...shape]);
}

/** Value and gradients of `op` on wasm with its kernels, against the cpu backend with basic ops alone. */
async function agrees(shapes: readonly (readonly number[])[], op: (...inputs: Tensor[]) => Tensor): Promise<void> {
  const run = async (backend: 'cpu' | 'wasm'): Promise<ArrayLike<number>[]> => {
    await selectBackend({ prefer: backend });
    const inputs = shapes.map((shape, i) => numbers(i + 1, shape));
    const y = op(...inputs);
    const upstream = numbers(9, y.shape);
    const compute = (): { value: Tensor; gradients: Tensor[] } => valueAndGrads(() => op(...inputs), inputs, { upstream });
    const { value, gradients } = backend === 'cpu' ? withReferenceOps(compute) : compute();
    const values = [value, ...gradients].map((result) => result.dataSync());
    dispose([...inputs, y, upstream, value, ...gradients]);
    return values;
  };
  await expectNoLeak(async () => {
    const expected = await run('cpu');
    const actual = await run('wasm');
    expected.forEach((values, which) => {
      expect(actual[which]?.length).toBe(values.length);
      const largest = Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      const worst = Array.from(values).reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[which]?.[i] ?? NaN))), 0);
      expect(worst / largest, which === 0 ? 'value' : `gradient of input ${which - 1}`).toBeLessThan(1e-5);
    });
  });
}

type Sizes = readonly [x: readonly number[], kernel: readonly number[], options: Omit<Conv2dOptions, 'bias'>];

describe('conv2d on wasm', () => {
  it.each<[string, Sizes]>([
    ['one channel', [[1, 3, 3, 1], [3, 3, 1, 1], { padding: 1 }]],
    ['uneven padding', [[2, 7, 5, 3], [3, 3, 3, 5], { padding: [0, 1, 2, 1], stride: 2 }]],
    ['dilation', [[2, 9, 8, 3], [3, 2, 3, 4], { dilation: [2, 3], padding: 2 }]],
    ['dilation and stride', [[1, 17, 11, 5], [3, 3, 5, 7], { dilation: 2, stride: [2, 3], padding: 2 }]],
    ['groups', [[2, 7, 6, 6], [3, 3, 2, 9], { groups: 3, padding: 1 }]],
    ['groups, stride and dilation', [[2, 9, 9, 8], [3, 3, 2, 12], { groups: 4, padding: 1, stride: 2, dilation: 2 }]],
    ['groups of 17 and 33 channels', [[1, 5, 5, 34], [3, 3, 17, 66], { groups: 2, padding: 1 }]],
    ['a group for each channel', [[2, 7, 5, 5], [3, 3, 1, 5], { groups: 5, padding: 1 }]],
    ['a group for each of 65 channels, strided', [[2, 9, 7, 65], [3, 5, 1, 65], { groups: 65, padding: [1, 1, 2, 2], stride: 2 }]],
    ['a group for each channel, dilated', [[1, 9, 9, 7], [3, 3, 1, 7], { groups: 7, padding: 2, dilation: 2 }]],
    ['a group for each channel, two filters each', [[2, 6, 6, 3], [3, 3, 1, 6], { groups: 3, padding: 1 }]],
    ['a filter smaller than the stride', [[1, 9, 9, 4], [1, 2, 1, 4], { groups: 4, stride: 3 }]],
    ['1x1 with groups', [[2, 5, 5, 6], [1, 1, 3, 4], { groups: 2 }]],
    ['1x1 with a stride', [[2, 5, 5, 6], [1, 1, 6, 4], { stride: 2 }]],
    ['many channels in an image of 3x3 tiles', [[1, 17, 13, 20], [3, 3, 20, 36], { padding: 1 }]],
    ['many channels without padding', [[2, 15, 14, 16], [3, 3, 16, 20], {}]],
    ['many channels, uneven padding', [[1, 17, 16, 16], [3, 3, 16, 28], { padding: [0, 1, 0, 1] }]],
  ])('%s: value and gradients, with bias and without', async (_name, [x, kernel, options]) => {
    await agrees([x, kernel], (source, taps) => conv2d(source, taps, options));
    await agrees([x, kernel, [kernel[3]!]], (source, taps, bias) => conv2d(source, taps, { ...options, bias }));
  });
});

describe('depthwise and transposed convolution on wasm', () => {
  it.each<[string, readonly number[], readonly number[], object]>([
    ['a filter for each channel', [2, 7, 5, 9], [3, 3, 9, 1], { padding: 1 }],
    ['three filters for each channel, strided', [2, 7, 5, 3], [3, 3, 3, 3], { padding: 1, stride: 2 }],
  ])('depthwise, %s', async (_name, x, kernel, options) => {
    await agrees([x, kernel], (source, taps) => depthwiseConv2d(source, taps, options));
  });

  it.each<[string, readonly number[], readonly number[], object]>([
    ['stride 2', [2, 4, 5, 6], [4, 4, 3, 6], { stride: 2, padding: 1 }],
    ['stride 3, filter of 2', [1, 4, 3, 5], [2, 2, 7, 5], { stride: 3 }],
  ])('transposed, %s', async (_name, x, kernel, options) => {
    await agrees([x, kernel], (source, taps) => convTranspose2d(source, taps, options));
  });
});
