import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect } from 'vitest';

import { type BackendName, selectBackend } from '../src/backend/index.ts';
import type { Tensor } from '../src/tensor.ts';

/** What core's tests run on: `FIGMENT_TEST_BACKENDS=cpu,webgpu`, by default cpu and wasm. */
const testBackends: readonly BackendName[] = (process.env['FIGMENT_TEST_BACKENDS'] ?? 'cpu,wasm').split(',');

/** Runs a block of tests once on each backend, which is started before the first. */
export function onEachBackend(block: (backend: BackendName) => void): void {
  describe.each(testBackends.map((backend) => ({ backend })))('on $backend', ({ backend }) => {
    beforeAll(async () => {
      await selectBackend({ prefer: backend });
      // Compiling and loading takes long on a busy machine.
    }, 60_000);
    block(backend);
  });
}

export interface Tolerance {
  /** Largest absolute difference. */
  readonly atol?: number;
  /** Added to it, times the magnitude of what was expected. */
  readonly rtol?: number;
}

type Expected = number | Tensor | ArrayLike<number> | readonly NestedNumbers[];
type NestedNumbers = number | readonly NestedNumbers[];

/** Compares values, and the shape where `expected` has one (a tensor, or nested lists). NaN equals NaN, infinities their like. */
export async function expectClose(actual: Tensor, expected: Expected, { atol = 1e-5, rtol = 1e-5 }: Tolerance = {}): Promise<void> {
  const { values, shape } = await hostOf(expected);
  if (shape !== undefined) expect(actual.shape).toEqual(shape);
  const data = await actual.data();
  expect(data.length, 'number of elements').toBe(values.length);
  let worst = { index: -1, excess: 0, actual: 0, expected: 0 };
  for (let i = 0; i < values.length; i++) {
    const a = data[i] as number;
    const b = values[i] as number;
    if (Object.is(a, b) || a === b) continue;
    const excess = Math.abs(a - b) - (atol + rtol * Math.abs(b));
    if (Number.isNaN(excess) || excess === Infinity || excess > worst.excess) worst = { index: i, excess: Number.isNaN(excess) ? Infinity : excess, actual: a, expected: b };
  }
  if (worst.index >= 0) expect.fail(`element ${worst.index} is ${worst.actual}, expected ${worst.expected} (atol ${atol}, rtol ${rtol})`);
}

/** Runs `work` and checks that it left no tensor behind. */
export async function expectNoLeak(work: () => unknown): Promise<void> {
  const before = memory().numTensors;
  await work();
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

async function hostOf(expected: Expected): Promise<{ values: ArrayLike<number>; shape: readonly number[] | undefined }> {
  if (typeof expected === 'number') return { values: [expected], shape: undefined };
  if (isTensor(expected)) return { values: await expected.data(), shape: expected.shape };
  if (!Array.isArray(expected)) return { values: expected as ArrayLike<number>, shape: undefined };
  const nested = expected as readonly NestedNumbers[];
  const shape: number[] = [];
  for (let level: NestedNumbers | undefined = nested; Array.isArray(level); level = level[0] as NestedNumbers | undefined) shape.push(level.length);
  return { values: flatten(nested), shape: shape.length > 1 ? shape : undefined };
}

function flatten(value: NestedNumbers): number[] {
  return typeof value === 'number' ? [value] : value.flatMap(flatten);
}

function isTensor(value: object): value is Tensor {
  return 'dataSync' in value;
}
