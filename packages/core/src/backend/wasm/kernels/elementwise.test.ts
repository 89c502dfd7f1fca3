import {
  add, addN, div, equal, getBackend, greater, greaterEqual, leakyRelu, less, lessEqual, maximum, memory, minimum, mul, notEqual, softplus, sqrt, squaredDifference,
  sub, type Tensor, tensor, tidy, where,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

const functions: Readonly<Record<string, readonly [op: (a: Tensor, b: Tensor) => Tensor, exact: (a: number, b: number) => number]>> = {
  add: [add, (a, b) => a + b],
  sub: [sub, (a, b) => a - b],
  mul: [mul, (a, b) => a * b],
  div: [div, (a, b) => a / b],
  maximum: [maximum, Math.max],
  minimum: [minimum, Math.min],
  greater: [greater, (a, b) => Number(a > b)],
  greaterEqual: [greaterEqual, (a, b) => Number(a >= b)],
  less: [less, (a, b) => Number(a < b)],
  lessEqual: [lessEqual, (a, b) => Number(a <= b)],
  equal: [equal, (a, b) => Number(a === b)],
  notEqual: [notEqual, (a, b) => Number(a !== b)],
  squaredDifference: [squaredDifference, (a, b) => Math.fround(Math.fround(a - b) * Math.fround(a - b))],
};

function numbers(shape: readonly number[], seed: number): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(seed + 1.7 * i) + 0.01 * i);
}

/** The index into an operand for each index of the broadcast result, the plain way. */
function indexOf(shape: readonly number[], operand: readonly number[]): (i: number) => number {
  return (i) => {
    let [rest, index, step] = [i, 0, 1];
    for (let k = 1; k <= shape.length; k++) {
      const length = shape[shape.length - k]!;
      const own = operand[operand.length - k] ?? 1;
      if (own !== 1) index += (rest % length) * step;
      step *= own;
      rest = Math.floor(rest / length);
    }
    return index;
  };
}

const shapes: readonly (readonly [a: readonly number[], b: readonly number[], out: readonly number[]])[] = [
  [[], [], []],
  [[1], [], [1]],
  [[5], [5], [5]],
  [[3, 65], [65], [3, 65]],
  [[65], [3, 65], [3, 65]],
  [[17, 7], [17, 1], [17, 7]],
  [[17, 1], [1, 7], [17, 7]],
  [[33], [], [33]],
  [[2, 3, 5, 7], [7], [2, 3, 5, 7]],
  [[2, 3, 5, 7], [2, 1, 1, 7], [2, 3, 5, 7]],
  [[2, 3, 5, 7], [3, 1, 7], [2, 3, 5, 7]],
  [[2, 1, 5, 1], [1, 3, 1, 7], [2, 3, 5, 7]],
  [[2, 3, 1, 1, 3], [1, 3, 5, 1, 3], [2, 3, 5, 1, 3]],
  [[0, 3], [1, 3], [0, 3]],
  [[3, 0], [1], [3, 0]],
];

describe.each(Object.entries(functions))('%s on wasm', (_name, [op, exact]) => {
  it.each(shapes)('[%j] and [%j]', async (aShape, bShape, outShape) => {
    expect(getBackend()).toBe('wasm');
    const before = memory().numTensors;
    const [a, b] = [numbers(aShape, 1), numbers(bShape, 2)];
    const y = tidy(() => op(tensor(a, [...aShape]), tensor(b, [...bShape])));
    expect(y.shape).toEqual(outShape);
    const [atA, atB] = [indexOf(outShape, aShape), indexOf(outShape, bShape)];
    const expected = Float32Array.from({ length: y.size }, (_, i) => exact(a[atA(i)]!, b[atB(i)]!));
    expect([...await y.data()]).toEqual([...expected]);
    y.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('passes NaN and infinities on', async () => {
    const values = [NaN, Infinity, -Infinity, 1, 0];
    const [a, b] = [values.flatMap((x) => values.map(() => x)), values.flatMap(() => values)];
    const y = tidy(() => op(tensor(a), tensor(b)));
    expect([...await y.data()]).toEqual(a.map((x, i) => exact(x, b[i]!)));
    y.dispose();
  });

  it('leaves whole numbers to tfjs', () => {
    const y = tidy(() => op(tensor([7, -3], [2], 'int32'), tensor([2, 2], [2], 'int32')));
    expect(['int32', 'bool']).toContain(y.dtype);
    y.dispose();
  });
});

describe('addN on wasm', () => {
  it.each([1, 3, 5, 17, 65])('adds three tensors of %i numbers', async (n) => {
    const lists = [1, 2, 3].map((seed) => numbers([n], seed));
    const y = tidy(() => addN(lists.map((list) => tensor(list))));
    expect([...await y.data()]).toEqual(Array.from({ length: n }, (_, i) => Math.fround(Math.fround(lists[0]![i]! + lists[1]![i]!) + lists[2]![i]!)));
    y.dispose();
  });
});

describe('on wasm', () => {
  it.each([1, 3, 5, 17, 65])('chooses between %i numbers by truth values', async (n) => {
    const [a, b] = [numbers([n], 1), numbers([n], 2)];
    const y = tidy(() => where(greater(tensor(a), tensor(b)), tensor(a), tensor(b)));
    expect([...await y.data()]).toEqual(Array.from(a, (value, i) => Math.max(value, b[i]!)));
    y.dispose();
  });

  it.each([1, 3, 5, 17, 65])('computes softplus, leaky ReLU and roots of %i numbers', async (n) => {
    const x = Float32Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1 : 1) * i);
    const [soft, leaky, root] = tidy<[Tensor, Tensor, Tensor]>(() => [softplus(tensor(x)), leakyRelu(tensor(x), 0.1), sqrt(tensor(x.map(Math.abs)))]);
    (await soft.data()).forEach((y, i) => {
      const exact = Math.max(x[i]!, 0) + Math.log1p(Math.exp(-Math.abs(x[i]!)));
      expect(Math.abs(y - exact)).toBeLessThanOrEqual(3e-7 * exact);
    });
    expect([...await leaky.data()]).toEqual(Array.from(x, (value) => (value < 0 ? Math.fround(value * Math.fround(0.1)) : value)));
    expect([...await root.data()]).toEqual(Array.from(x, (value) => Math.fround(Math.sqrt(Math.abs(value)))));
    for (const each of [soft, leaky, root]) each.dispose();
  });
});
