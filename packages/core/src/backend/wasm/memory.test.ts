import { engine, gather, matMul, memory, ones, tensor, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeak } from '../../../test/backends.ts';
import { isFigmentError } from '../../errors.ts';
import { linear, upload } from '../../ops/index.ts';
import { selectBackend } from '../select.ts';
import type { TfjsWasm } from './runtime.ts';

const backend = (): TfjsWasm & { numDataIds(): number } => engine().backend as unknown as TfjsWasm & { numDataIds(): number };
const blockBytes = 2 ** 28;

/** Allocates until nothing is left, and never touches it: the system has no need to give what is not written. */
function fillUp(): object[] {
  const blocks: object[] = [];
  for (let bytes = blockBytes; bytes >= 2 ** 20; bytes /= 2) {
    try {
      for (;;) blocks.push(backend().makeOutput([bytes / 4], 'float32').dataId);
    } catch (error) {
      if (!isFigmentError(error, 'OUT_OF_MEMORY')) throw error;
    }
  }
  return blocks;
}

const row = (length: number): Tensor => upload({ data: Float32Array.from({ length }, (_, i) => i), shape: [1, length] });

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
}, 60_000);

describe('a kernel on wasm that throws', () => {
  it('frees what it had made of its result', () => {
    tidy(() => {
      const [table, ids] = [ones([4, 5]), tensor([0, 4], [2], 'int32')];
      const before = backend().numDataIds();
      expect(() => gather(table, ids)).toThrow('got 4 at position 1');
      expect(backend().numDataIds()).toBe(before);
    });
  });
});

describe('a full wasm memory', () => {
  it('is an error that says so, loses nothing, and is usable again when something was freed', async () => {
    await expectNoLeak(() => {
      const [kept, weight, bias] = [row(64), upload({ data: new Float32Array(64 * 1024).fill(1), shape: [64, 1024] }), upload({ data: new Float32Array(1024), shape: [1024] })];
      const blocks = fillUp();
      const [tensors, buffers] = [memory().numTensors, backend().numDataIds()];
      expect(() => tidy(() => linear(kept, weight, bias, { activation: 'gelu' }))).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }) as Error);
      expect(memory().numTensors).toBe(tensors);
      expect(backend().numDataIds()).toBe(buffers);
      expect([...kept.dataSync()].at(-1)).toBe(63);

      for (const dataId of blocks) backend().disposeData(dataId);
      const again = tidy(() => matMul(ones([1000, 3]), ones([3, 1000])));
      expect(again.dataSync().every((value) => value === 3)).toBe(true);
      for (const each of [kept, weight, bias, again]) each.dispose();
    });
  });
});
