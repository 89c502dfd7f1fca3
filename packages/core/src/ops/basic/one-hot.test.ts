import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { selectBackend } from '../../backend/index.ts';
import { memory, oneHot, tensor, tidy } from '../index.ts';

let before = 0;
afterEach(() => { expect(memory().numTensors).toBe(before); });

describe.each(['cpu', 'wasm'] as const)('oneHot on %s', (backend) => {
  beforeEach(async () => {
    await selectBackend({ prefer: backend });
    before = memory().numTensors;
  });
  const row = (...values: Parameters<typeof oneHot> extends [unknown, ...infer Rest] ? Rest : never): number[] =>
    tidy(() => Array.from(oneHot(tensor([2], [1], 'int32'), ...values).dataSync()));

  it.each(['int32', 'float32', 'bool'] as const)('marks the place of the index in %s', (dtype) => {
    expect(row(3, 1, 0, dtype)).toEqual([0, 0, 1]);
  });

  it('takes other values', () => {
    expect(row(3, 0.75, 0.125, 'float32')).toEqual([0.125, 0.125, 0.75]);
  });
});
