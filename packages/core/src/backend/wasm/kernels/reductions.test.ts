import { max, mean, memory, min, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

const reductions: Readonly<Record<string, readonly [op: (x: Tensor, axes: number[]) => Tensor, of: (values: readonly number[]) => number]>> = {
  sum: [sum, (values) => values.reduce((a, b) => a + b, 0)],
  mean: [mean, (values) => values.reduce((a, b) => a + b, 0) / values.length],
  max: [max, (values) => values.reduce((a, b) => Math.max(a, b), -Infinity)],
  min: [min, (values) => values.reduce((a, b) => Math.min(a, b), Infinity)],
};

describe.each(Object.entries(reductions))('%s on wasm', (_name, [op, of]) => {
  it.each([
    [[7], [0]],
    [[1], [0]],
    [[5, 65], [0]],
    [[5, 65], [1]],
    [[300, 3], [0]],
    [[3, 5, 7], [0, 2]],
    [[3, 5, 7], [1]],
    [[2, 3, 5, 7], [1, 2]],
    [[2, 3, 5, 7], [0, 2]],
    [[2, 3, 5, 7], [0, 1, 2, 3]],
    [[2, 17, 1, 33], [1, 2]],
  ])('of %j over axes %j', async (shape, axes) => {
    const before = memory().numTensors;
    const x = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1.7 * i) - 0.3);
    const parts = new Map<number, number[]>();
    x.forEach((value, i) => {
      let [rest, index, step] = [i, 0, 1];
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const place = rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
        if (axes.includes(axis)) continue;
        index += place * step;
        step *= shape[axis]!;
      }
      parts.set(index, [...(parts.get(index) ?? []), value]);
    });
    const y = tidy(() => op(tensor(x, shape), axes));
    const values = await y.data();
    expect(values.length).toBe(parts.size);
    values.forEach((value, i) => { expect(value).toBeCloseTo(of(parts.get(i)!), 4); });
    y.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('is NaN where a number is', async () => {
    const y = tidy(() => op(tensor([1, NaN, 3, 4, 5, 6], [2, 3]), [1]));
    expect([...await y.data()]).toEqual([NaN, of([4, 5, 6])]);
    y.dispose();
  });
});
