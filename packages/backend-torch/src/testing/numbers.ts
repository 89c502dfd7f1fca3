import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Numbers in [-2, 2), the same on every run. */
export function numbers(seed: number, ...shape: number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(Float32Array.from({ length: size }, (_, i) => 4 * (Math.abs(Math.sin(seed + 12.9898 * i) * 43758.5453) % 1) - 2), shape);
}

/** Compares values, and shapes where both are tensors: |actual - expected| <= atol + rtol |expected|. */
export function expectClose(actual: Tensor, expected: Tensor | ArrayLike<number>, { atol = 1e-5, rtol = 1e-5 }: { readonly atol?: number; readonly rtol?: number } = {}): void {
  if ('dataSync' in expected) expect(actual.shape).toEqual(expected.shape);
  const [got, wanted] = [actual.dataSync(), 'dataSync' in expected ? expected.dataSync() : expected];
  expect(got.length, 'number of elements').toBe(wanted.length);
  const off = Array.from(got).findIndex((value, i) => !Object.is(value, wanted[i]) && !(Math.abs(value - wanted[i]!) <= atol + rtol * Math.abs(wanted[i]!)));
  if (off >= 0) expect.fail(`element ${off.toString()} is ${got[off]!.toString()}, expected ${wanted[off]!.toString()} (atol ${atol.toString()}, rtol ${rtol.toString()})`);
}

/** Runs `work` and checks that it left no tensor behind. */
export function expectNoLeak(work: () => void): void {
  const before = memory();
  work();
  expect(memory().numTensors - before.numTensors, 'tensors left behind').toBe(0);
  expect(memory().numDataBuffers - before.numDataBuffers, 'buffers left behind').toBe(0);
}
