import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { dispose, matMul, memory, mul, neg, reshape, square, standardDeviation, sum, tensor, tidy } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { cleanMix, type Prediction } from '../noise/prediction.ts';
import { classifierFree, guided, rescaled } from './classifier-free.ts';
import { classifierGuided, logProbabilityOf } from './classifier.ts';
import type { GuidanceCall } from './guidance.ts';
import { withinInterval } from './interval.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const shape = [2, 3, 2];
const dataOf = (x: Tensor): number[] => {
  const data = Array.from(x.dataSync());
  x.dispose();
  return data;
};

describe('classifier-free guidance', () => {
  it('goes from what is said without the condition through what is said with it', () => {
    const [without, withIt] = [tensor([1, 2]), tensor([2, 0])];
    expect(dataOf(guided(without, withIt, 3))).toEqual([4, -4]);
    expect(dataOf(guided(without, withIt, 1))).toEqual([2, 0]);
    expect(dataOf(guided(without, withIt, 0))).toEqual([1, 2]);
    dispose([without, withIt]);
  });

  it('takes all of its contrast back, sample by sample', () => {
    const [strong, conditional] = [tidy(() => mul(normal(key(1), shape), 5)), normal(key(2), shape)];
    const back = rescaled(strong, conditional, 1);
    const [got, wanted] = [back, conditional].map((x) => dataOf(standardDeviation(x, { axis: [1, 2] })));
    got!.forEach((deviation, i) => { expect(deviation).toBeCloseTo(wanted![i]!, 5); });
    dispose([strong, conditional, back]);
  });

  it('is left out outside of an interval of noise levels', () => {
    const [unconditional, conditional] = [tensor([[1]]), tensor([[2]])];
    const call = (sigma: number): GuidanceCall => ({ conditional, unconditional, scale: 3, rescale: 0, x: conditional, level: { alpha: 1, sigma }, time: 0, prediction: 'noise', part: 0.5 });
    const limited = withinInterval(classifierFree, 0.3, 5);
    expect([0.2, 1, 6].map((sigma) => dataOf(limited.guide(call(sigma), {}))[0])).toEqual([2, 4, 2]);
    dispose([unconditional, conditional]);
  });
});

describe('classifier guidance', () => {
  const level = { alpha: 0.6, sigma: 0.8 };

  it.each(['noise', 'sample', 'velocity', 'flow'] as const satisfies readonly Prediction[])('moves the clean sample of a prediction of %s along the gradient', (prediction) => {
    const [x, said, time] = [normal(key(1), shape), normal(key(2), shape), tensor([5, 5])];
    // log p = -|x|^2 / 2, so that its gradient is -x.
    const moved = classifierGuided({ said, prediction, x, time, level, scale: 2 }, (input) => tidy(() => neg(sum(mul(square(input), 0.5), [1, 2]))));
    const weight = cleanMix(prediction, level).prediction;
    const [now, before, noisy] = [moved, said, x].map(dataOf) as [number[], number[], number[]];
    now.forEach((value, i) => { expect(weight * (value - before[i]!)).toBeCloseTo((-2 * level.sigma ** 2 * noisy[i]!) / level.alpha, 4); });
    time.dispose();
  });

  it('reads the log-probability of a class from logits', () => {
    const [x, time, label, weights] = [normal(key(3), shape), tensor([1, 1]), tensor([2, 0], [2], 'int32'), normal(key(4), [6, 3])];
    const logProbability = logProbabilityOf((input) => matMul(reshape(input, [2, 6]), weights), label);
    const found = dataOf(tidy(() => logProbability(x, time)));
    const logits = dataOf(tidy(() => matMul(reshape(x, [2, 6]), weights)));
    [2, 0].forEach((chosen, row) => {
      const of = logits.slice(row * 3, row * 3 + 3);
      expect(found[row]).toBeCloseTo(of[chosen]! - Math.log(of.reduce((total, logit) => total + Math.exp(logit), 0)), 5);
    });
    dispose([x, time, label, weights]);
  });
});
