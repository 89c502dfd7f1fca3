import { describe, expect, it } from 'vitest';

import { constant, cosine, cosineRestarts, cosineWarmRestarts, exponential, inverseSqrt, linear, oneCycle, polynomial, type Schedule, stableDecay, stepwise, warmUp } from './index.ts';
import reference from './reference-rates.json' with { type: 'json' };

const schedules: Record<keyof typeof reference.rates, Schedule> = {
  'constant-warmup': warmUp(6),
  'linear-warmup': warmUp(6, linear()),
  'cosine-warmup': warmUp(6, cosine()),
  'cosine-warmup-halfcycles': warmUp(6, cosine({ cycles: 0.75 })),
  'cosine-hard-restarts': warmUp(6, cosineRestarts({ cycles: 3 })),
  'cosine-annealing': cosine({ finalRatio: 0.01 }),
  'cosine-warm-restarts': cosineWarmRestarts({ period: 8, multiplier: 2, finalRatio: 0.001 }),
  'one-cycle': oneCycle(),
  'one-cycle-linear-3phase': oneCycle({ shape: 'linear', threePhases: true }),
  polynomial: warmUp(6, polynomial({ power: 2, finalRatio: 0.01 })),
  exponential: exponential({ decay: 0.95 }),
  step: stepwise({ every: 7, decay: 0.5 }),
  'inverse-sqrt': warmUp(6, inverseSqrt({ timescale: 6 })),
  wsd: warmUp(6, stableDecay({ decaySteps: 12, stableSteps: 22 })),
};

describe('schedules', () => {
  it.each(Object.entries(schedules))('%s gives the rates of torch and transformers', (name, schedule) => {
    const expected = reference.rates[name as keyof typeof reference.rates];
    expected.forEach((rate, done) => {
      const got = reference.learningRate * schedule.factor(done, reference.steps);
      expect(Math.abs(got - rate), `rate at step ${done}`).toBeLessThanOrEqual(1e-9 + 1e-6 * rate);
    });
  });

  it('constant keeps the rate', () => {
    expect([0, 5, 1000].map((done) => constant().factor(done, 10))).toEqual([1, 1, 1]);
  });

  it('a warm-up may begin above zero, and rise along a curve', () => {
    expect(warmUp(4, constant(), { from: 0.2 }).factor(0, 8)).toBe(0.2);
    expect(warmUp(4, constant(), { shape: 'cosine' }).factor(2, 8)).toBeCloseTo(0.5, 12);
    expect(warmUp(4, constant(), { shape: 'squareRoot' }).factor(3, 8)).toBeCloseTo(0.5, 12); // 1 - sqrt(1 - 3/4)
  });

  it('restarts with equal periods without looking through all of them', () => {
    const restarts = cosineWarmRestarts({ period: 10 });
    expect(restarts.factor(1e9 + 5, 0)).toBeCloseTo(0.5, 12);
  });

  it('linear ends at its final ratio', () => {
    expect(linear({ finalRatio: 0.1 }).factor(20, 20)).toBeCloseTo(0.1, 12);
  });

  it('linear and polynomial stay level for as long as they are told, then fall to the end', () => {
    // torch's LambdaLR with min(1, 2 (1 - done / total)), as pix2pix is trained
    expect([0, 9, 10, 15, 20].map((done) => linear({ level: 0.5 }).factor(done, 20))).toEqual([1, 1, 1, 0.5, 0]);
    expect(polynomial({ level: 0.75, power: 2, finalRatio: 0.2 }).factor(18, 20)).toBeCloseTo(0.2 + 0.8 * 0.4 ** 2, 12);
    expect([0, 19].map((done) => linear({ level: 1 }).factor(done, 20))).toEqual([1, 1]);
    expect(linear().options).toEqual({ finalRatio: 0 });
  });

  it('stores all of its settings as JSON', () => {
    const { name, options } = warmUp(5, cosine({ finalRatio: 0.02 }), { from: 0.2 });
    expect(JSON.parse(JSON.stringify({ name, options }))).toEqual({
      name: 'warmUp',
      options: { steps: 5, shape: 'linear', from: 0.2, then: { name: 'cosine', options: { cycles: 0.5, finalRatio: 0.02 } } },
    });
  });

  it.each([
    [() => warmUp(-1), 'warmUp: steps must be a whole number of at least 0, got -1.'],
    [() => oneCycle({ rise: 2 }), 'oneCycle: rise must be a number from 0 to 1, got 2.'],
    [() => cosineRestarts({ cycles: 0 }), 'cosineRestarts: cycles must be a number above 0, got 0.'],
  ])('checks its settings at the door', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'OPTIONS_INVALID', message }));
  });
});
