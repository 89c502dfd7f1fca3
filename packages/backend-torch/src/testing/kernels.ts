import { memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';

import type { TorchOptions } from '../tensors/torch.ts';
import type { TorchBackend } from '../torch-backend.ts';
import { describeTorch, startForTests } from './torch.ts';

/** Tests of kernels on a backend that runs. Each has to leave no tensor of tfjs, and no handle of torch, behind. */
export function describeKernels(name: string, tests: (backend: () => TorchBackend) => void, options: TorchOptions = {}): void {
  describeTorch(name, () => {
    let backend: TorchBackend;
    let tensors = 0;
    let handles = 0;
    beforeAll(async () => {
      backend = await startForTests(options);
    });
    beforeEach(() => {
      backend.torch.clearCaches();
      tensors = memory().numTensors;
      handles = backend.torch.abi.alive;
    });
    afterEach(() => {
      backend.torch.clearCaches();
      expect(memory().numTensors, 'tensors').toBe(tensors);
      expect(backend.numDataIds(), 'data ids').toBe(memory().numDataBuffers);
      expect(backend.torch.abi.alive, 'handles').toBe(handles);
    });
    tests(() => backend);
  });
}

/** Values of what `compute` returns; all else that it made is freed. */
export function valuesOf(compute: () => Tensor): number[] {
  const result = tidy(compute);
  const values = Array.from(result.dataSync());
  result.dispose();
  return values;
}

/** dL/dx of L = the sum of y times upstream, by central differences in single precision. */
export function finiteDifferences(loss: (x: Float32Array) => number, x: ArrayLike<number>, step = 1e-2): number[] {
  return Array.from(x, (_, i) => {
    const at = (shift: number): number => loss(Float32Array.from(x, (value, j) => (i === j ? value + shift : value)));
    return (at(step) - at(-step)) / (2 * step);
  });
}
