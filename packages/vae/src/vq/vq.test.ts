import { selectBackend } from '@figment/core/backend';
import { dispose, mul, sum, tensor, tidy, valueAndGrads } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { averageCodebook } from './moving-average.ts';
import { codebookLoss, commitmentLoss, quantize } from './quantize.ts';
import { deadCodes } from './revival.ts';
import { toUnitScale } from './unit-length.ts';
import { codeCounts, perplexity, usedPart } from './usage.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
expectNoLeaks();

const numbers = (make: () => ReturnType<typeof tensor>): number[] => tidy(() => Array.from(make().dataSync()));
const codebook = () => tensor([[0, 0], [1, 1], [10, 0]]);
const z = () => tensor([[0.2, 0.1], [0.9, 0.7], [7, 1], [0, 0.4]]);

describe('quantize', () => {
  it('takes the nearest code', () => {
    expect(numbers(() => quantize(z(), codebook()).indices)).toEqual([0, 1, 2, 0]);
    expect(numbers(() => quantize(z(), codebook()).straightThrough).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0, 1, 1, 10, 0, 0, 0]);
  });

  it('passes gradients straight through to the latents, and none to the codes', () => {
    const inputs = [z(), codebook()];
    const weights = tensor([[1, 2], [3, 4], [5, 6], [7, 8]]);
    const { value, gradients } = valueAndGrads(() => sum(mul(quantize(inputs[0]!, inputs[1]!).straightThrough, weights)), inputs);
    expect(Array.from(gradients[0]!.dataSync())).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(gradients[1]!.dataSync())).toEqual([0, 0, 0, 0, 0, 0]);
    dispose([...inputs, weights, value, ...gradients]);
  });

  it('moves only codes by the codebook loss, only latents by the commitment', () => {
    const inputs = [tensor([[0.5, 0]]), tensor([[0, 0], [5, 5]])];
    // mean over two numbers of (0.5 - 0)^2: its derivative is 2 * 0.5 / 2
    const codes = valueAndGrads(() => codebookLoss(inputs[0]!, quantize(inputs[0]!, inputs[1]!).codes), inputs);
    expect(Array.from(codes.gradients[0]!.dataSync())).toEqual([0, 0]);
    expect(Array.from(codes.gradients[1]!.dataSync())).toEqual([-0.5, 0, 0, 0]);
    const latents = valueAndGrads(() => commitmentLoss(inputs[0]!, quantize(inputs[0]!, inputs[1]!).codes), inputs);
    expect(Array.from(latents.gradients[0]!.dataSync())).toEqual([0.5, 0]);
    expect(Array.from(latents.gradients[1]!.dataSync())).toEqual([0, 0, 0, 0]);
    dispose([...inputs, codes.value, ...codes.gradients, latents.value, ...latents.gradients]);
  });
});

describe('averageCodebook', () => {
  it('moves a code towards the mean of what it was given, and leaves unused codes where they are', () => {
    // two vectors at (2, 0) for code 0: N = 0.5 + 1 = 1.5, m = 0.5 (0, 0) + 0.5 (4, 0) = (2, 0); code 1: N = 0.5, m = 0.5 (1, 1)
    const next = tidy(() => averageCodebook({ codes: tensor([[0, 0], [1, 1]]), clusterSize: tensor([1, 1]), clusterSum: tensor([[0, 0], [1, 1]]) }, tensor([[2, 0], [2, 0]]), tensor([0, 0], [2], 'int32'), { decay: 0.5, epsilon: 0 }) as unknown as Record<string, ReturnType<typeof tensor>>);
    expect(Array.from(next['clusterSize']!.dataSync())).toEqual([1.5, 0.5]);
    Array.from(next['codes']!.dataSync()).forEach((value, i) => { expect(value).toBeCloseTo([4 / 3, 0, 1, 1][i]!, 5); });
    dispose(Object.values(next));
  });
});

describe('usage', () => {
  it('is as many codes as are used equally', () => {
    expect(numbers(() => perplexity(tensor([5, 5, 5, 0])))[0]).toBeCloseTo(3, 4);
    expect(numbers(() => perplexity(tensor([5, 0, 0, 0])))[0]).toBeCloseTo(1, 4);
  });

  it('counts choices, and the part of codes in use', () => {
    expect(numbers(() => codeCounts(tensor([0, 2, 2], [3], 'int32'), 4))).toEqual([1, 0, 2, 0]);
    expect(numbers(() => usedPart(tensor([3, 0.5, 2, 0]), 1))[0]).toBe(0.5);
  });

  it('finds dead codes and gives them the place of some latent', () => {
    tidy(() => {
      const { dead, donors } = deadCodes(tensor([0.5, 3]), z(), key(1), 1);
      expect(Array.from(dead.dataSync())).toEqual([1, 0]);
      const rows = z().arraySync() as number[][];
      for (const row of donors.arraySync() as number[][]) expect(rows).toContainEqual(row);
    });
  });
});

describe('toUnitScale', () => {
  it('gives vectors the length sqrt(D)', () => {
    numbers(() => toUnitScale(tensor([[3, 4]]))).forEach((value, i) => { expect(value).toBeCloseTo([3, 4][i]! / 5 * Math.SQRT2, 5); });
  });
});
