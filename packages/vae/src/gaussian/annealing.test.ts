import { describe, expect, it } from 'vitest';

import { klWeight } from './annealing.ts';

describe('klWeight', () => {
  it('is 1 all the time without a schedule', () => {
    expect([1, 50, 100].map((step) => klWeight({ schedule: 'none', fraction: 0.5, cycles: 4 }, step, 100))).toEqual([1, 1, 1]);
  });

  it('rises from 0 to 1 over its fraction of the run, then stays', () => {
    const annealing = { schedule: 'linear', fraction: 0.5, cycles: 4 } as const;
    expect([1, 26, 51, 100].map((step) => klWeight(annealing, step, 100))).toEqual([0, 0.5, 1, 1]);
  });

  it('starts again in each cycle', () => {
    const annealing = { schedule: 'cyclical', fraction: 0.5, cycles: 4 } as const;
    expect([1, 26, 51, 76].map((step) => klWeight(annealing, step, 100))).toEqual([0, 0, 0, 0]);
    expect([14, 39].map((step) => klWeight(annealing, step, 100))).toEqual([1, 1]);
  });
});
