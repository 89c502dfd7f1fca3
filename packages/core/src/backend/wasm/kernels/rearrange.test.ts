import { concat, memory, reverse, slice, split, stridedSlice, type Tensor, tensor, tidy, tile, transpose } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { selectBackend } from '../../select.ts';

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

/** 0, 1, 2, ...: each element says where it came from. */
function counted(...shape: number[]): Tensor {
  return tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i), shape);
}

/** The elements of a result, where `from` gives the index in the source for each place of it. */
function expected(shape: readonly number[], from: (place: readonly number[]) => number): number[] {
  return Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => {
    let rest = i;
    const place = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return from(place);
  });
}

/** The index of a place in a contiguous tensor. */
function indexIn(shape: readonly number[], place: readonly number[]): number {
  return place.reduce((index, at, axis) => index * shape[axis]! + at, 0);
}

async function expectElements(op: () => Tensor, shape: readonly number[], from: (place: readonly number[]) => number): Promise<void> {
  const before = memory().numTensors;
  const y = tidy(op);
  expect(y.shape).toEqual(shape);
  expect([...await y.data()]).toEqual(expected(shape, from));
  y.dispose();
  expect(memory().numTensors).toBe(before);
}

describe('on wasm', () => {
  it.each([
    [[7], [0]],
    [[17, 33], [1, 0]],
    [[4, 8], [1, 0]],
    [[65, 3], [1, 0]],
    [[2, 5, 3, 7], [0, 2, 1, 3]],
    [[2, 128, 4, 33], [0, 2, 1, 3]],
    [[2, 5, 3, 7], [0, 3, 1, 2]],
    [[2, 5, 3, 7], [0, 2, 3, 1]],
    [[2, 5, 3, 7], [3, 2, 1, 0]],
    [[1, 5, 1, 7], [2, 3, 0, 1]],
    [[2, 3, 2, 3, 5], [4, 0, 3, 1, 2]],
    [[3, 0, 2], [2, 1, 0]],
  ])('transposes %j by %j', async (shape, perm) => {
    const to = perm.map((axis) => shape[axis]!);
    await expectElements(() => transpose(counted(...shape), perm), to, (place) => indexIn(shape, shape.map((_, axis) => place[perm.indexOf(axis)]!)));
  });

  it.each([
    [[7], [2], [3]],
    [[5, 65], [1, 0], [3, 65]],
    [[5, 65], [1, 17], [3, 33]],
    [[2, 3, 5, 7], [1, 0, 2, 3], [1, 3, 3, 3]],
    [[3, 200, 5], [0, 3, 0], [3, 190, 5]],
    [[3, 5], [1, 1], [0, 2]],
  ])('slices %j from %j, %j', async (shape, begin, size) => {
    await expectElements(() => slice(counted(...shape), begin, size), size, (place) => indexIn(shape, place.map((at, axis) => at + begin[axis]!)));
  });

  it('slices with strides, back and forth', async () => {
    await expectElements(() => stridedSlice(counted(9, 7), [1, 6], [8, 0], [3, -2]), [3, 3], ([i, j]) => indexIn([9, 7], [1 + 3 * i!, 6 - 2 * j!]));
    await expectElements(() => stridedSlice(counted(5, 7), [2, 0], [3, 7], [1, 2], 0, 0, 0, 0, 1), [4], ([j]) => indexIn([5, 7], [2, 2 * j!]));
  });

  it('reverses', async () => {
    await expectElements(() => reverse(counted(3, 5, 7), [0, 2]), [3, 5, 7], ([i, j, k]) => indexIn([3, 5, 7], [2 - i!, j!, 6 - k!]));
  });

  it.each([[1], [3], [17], [65]])('splits rows of 3 times %i, and joins them again', async (width) => {
    const before = memory().numTensors;
    const x = counted(5, 3 * width);
    const parts = split(x, 3, 1);
    for (const [i, item] of parts.entries()) {
      expect([...await item.data()]).toEqual(expected([5, width], ([r, c]) => r! * 3 * width + i * width + c!));
    }
    const joined = concat(parts, 1);
    expect([...await joined.data()]).toEqual([...await x.data()]);
    for (const each of [x, ...parts, joined]) each.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('splits into parts of given sizes, one of them what is left', async () => {
    await expectElements(() => split(counted(2, 10), [3, -1, 2], 1)[1]!, [2, 5], ([r, c]) => r! * 10 + 3 + c!);
  });

  it('tiles', async () => {
    await expectElements(() => tile(counted(2, 3), [3, 2]), [6, 6], ([r, c]) => indexIn([2, 3], [r! % 2, c! % 3]));
    await expectElements(() => tile(counted(1, 65), [7, 1]), [7, 65], ([, c]) => c!);
    await expectElements(() => tile(counted(5, 1), [1, 3]), [5, 3], ([r]) => r!);
  });

  it('keeps whole numbers and truth values what they are', async () => {
    for (const dtype of ['int32', 'bool'] as const) {
      const x = tensor([1, 0, 1, 1, 0, 0], [2, 3], dtype);
      const y = tidy(() => reverse(transpose(x), 0));
      expect(y.dtype).toBe(dtype);
      expect([...await y.data()]).toEqual([1, 0, 0, 0, 1, 1]);
      x.dispose();
      y.dispose();
    }
  });
});
