import { describe, expect, it } from 'vitest';

import { optimizerFor, scheduleFor } from './from-settings.ts';
import type { TrainingSettings } from './settings.ts';

const settings: TrainingSettings = {
  steps: 100,
  batchSize: 8,
  optimizer: 'adamw',
  learningRate: 0.002,
  betas: [0.9, 0.99],
  weightDecay: 0.1,
  schedule: 'cosine',
  warmupSteps: 10,
  finalLearningRateRatio: 0.02,
  clipNorm: 1,
  ema: 0,
  augment: { flip: 0, permuteChannels: 0 },
};

describe('optimizerFor', () => {
  it.each([
    ['adamw', 'adamW', { betas: [0.9, 0.99] }],
    ['adam', 'adam', { betas: [0.9, 0.99] }],
    ['lion', 'lion', { betas: [0.9, 0.99] }],
    ['sgd', 'sgd', { momentum: 0.9 }],
  ] as const)('%s', (optimizer, name, options) => {
    expect(optimizerFor({ ...settings, optimizer })).toMatchObject({ name, learningRate: 0.002, options: { weightDecay: 0.1, decays: 'matrices', ...options } });
  });
});

describe('scheduleFor', () => {
  const rates = (schedule: TrainingSettings['schedule'], at: readonly number[]): number[] => at.map((done) => scheduleFor({ ...settings, schedule }).factor(done, settings.steps));

  it('warms up, then falls to the final ratio', () => {
    for (const schedule of ['cosine', 'linear'] as const) {
      const [first, top, end] = rates(schedule, [0, 10, 100]);
      expect(first).toBeCloseTo(0.1, 12);
      expect(top).toBe(1);
      expect(end).toBeCloseTo(0.02, 12);
    }
    expect(rates('constant', [10, 99])).toEqual([1, 1]);
  });

  it('is level for half of what follows the warm-up, then falls on a straight line', () => {
    const [first, top, half, between, end] = rates('levelThenLinear', [0, 10, 55, 80, 100]);
    expect(first).toBeCloseTo(0.1, 12);
    expect([top, half]).toEqual([1, 1]);
    expect(between).toBeCloseTo(1 - (0.98 * 25) / 45, 12);
    expect(end).toBeCloseTo(0.02, 12);
  });

  it('one cycle rises over the warm-up and ends at the final ratio', () => {
    const [, top, end] = rates('oneCycle', [0, 9, 99]);
    expect(top).toBeCloseTo(1, 12);
    expect(end).toBeCloseTo(0.02, 12);
  });
});
