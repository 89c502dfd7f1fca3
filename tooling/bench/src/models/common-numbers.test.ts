import { selectBackend } from '@figment/core';
import { Linear } from '@figment/core/nn';
import { memory } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { beforeAll, expect, it } from 'vitest';

import { commonBits, commonIds, commonPictures, parameterCount, setCommonWeights } from './common-numbers.ts';

beforeAll(async () => { await selectBackend({ prefer: 'cpu' }); });

it('is the finaliser of MurmurHash3', () => {
  // fmix32 of 0, of 1, and of the golden ratio's word, at which series 0 begins.
  expect([...commonBits(-1, 2)]).toEqual([0, 0x514e28b7]);
  expect([...commonBits(0, 1)]).toEqual([0x92ca2f0e]);
});

it('keeps numbers in their ranges', () => {
  const pictures = commonPictures(3, [10, 100]);
  expect(pictures.shape).toEqual([10, 100]);
  expect(pictures.data.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(commonIds(3, [1000], 7).data.every((id) => id >= 0 && id < 7)).toBe(true);
});

it('sets weights within 1 / sqrt(fan in), and biases to 0', async () => {
  const before = memory().numTensors;
  const layer = new Linear(key(1), { in: 4, out: 3 });
  setCommonWeights(layer);
  expect(parameterCount(layer)).toBe(15);
  expect([...(await layer.weight.data())].every((x) => Math.abs(x) <= 0.5)).toBe(true);
  expect([...(await layer.bias!.data())]).toEqual([0, 0, 0]);
  layer.dispose();
  expect(memory().numTensors).toBe(before);
});
