import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { generatedPath } from '../scripts/compile.ts';
import { instantiateKernels, instantiateRelaxedProducts } from './instantiate.ts';

/** What pages load, at most: all kernels and, once more, those with relaxed SIMD. */
const limit = 40_000;

describe('the kernels', () => {
  it('are small: 40 kB as they are sent, gzipped', async () => {
    expect(gzipSync(await readFile(generatedPath)).length).toBeLessThanOrEqual(limit);
  });

  it('write nothing into a memory when they are instantiated', async () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const bytes = new Uint8Array(memory.buffer).fill(7);
    await instantiateKernels(memory);
    await instantiateRelaxedProducts(memory);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });

  it('multiply: [1 2; 3 4] [5 6; 7 8] = [19 22; 43 50]', async () => {
    const memory = new WebAssembly.Memory({ initial: 20 });
    const plain = await instantiateKernels(memory);
    const relaxed = await instantiateRelaxedProducts(memory);
    for (const { gemm } of relaxed === undefined ? [plain] : [plain, relaxed]) {
      new Float32Array(memory.buffer, 64, 8).set([1, 2, 3, 4, 5, 6, 7, 8]);
      gemm(0, 0, 2, 2, 2, 64, 80, 96, 0, 1024);
      expect([...new Float32Array(memory.buffer, 96, 4)]).toEqual([19, 22, 43, 50]);
    }
  });
});
