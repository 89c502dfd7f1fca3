import { describe, expect, it } from 'vitest';

import { drawn, judgedIn, onOneScale, shuffled, standingOf } from './exhibit.ts';

const array = (...data: number[]) => ({ data: Float32Array.from(data), shape: [data.length] });

describe('judgements', () => {
  it('are read as the task gives them', () => {
    expect(judgedIn({ realness: array(0.25, 1), logits: array(-1, 9), compares: false })).toEqual({ realness: [0.25, 1], logits: [-1, 9], compares: false });
    expect(judgedIn(undefined)).toBeUndefined();
  });

  it('stay as they are where there is a line between real and made', () => {
    const one = { realness: [0.9], logits: [2], compares: false }, other = { realness: [0.2], logits: [-2], compares: false };
    expect(onOneScale(one, other)).toEqual([[0.9], [0.2]]);
  });

  it('are measured from half-way between both where only differences count', () => {
    const [real, made] = onOneScale({ realness: [0.5], logits: [12], compares: true }, { realness: [0.5], logits: [10], compares: true });
    expect(real[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(made[0]).toBeCloseTo(1 / (1 + Math.exp(1)), 12);
  });

  it('mean that nobody can tell where they are right half of the time', () => {
    expect([0.2, 0.5, 0.7, 1].map(standingOf)).toEqual(['wrong', 'unsure', 'learning', 'sure']);
  });
});

describe('a draw', () => {
  it('is the same for a seed, of different places, and no more than there are', () => {
    expect(drawn(1000, 8, 3)).toEqual(drawn(1000, 8, 3));
    expect(drawn(1000, 8, 3)).not.toEqual(drawn(1000, 8, 4));
    expect(new Set(drawn(9, 8, 1)).size).toBe(8);
    expect(drawn(3, 8, 1)).toHaveLength(3);
  });

  it('shuffles without losing any', () => {
    expect([...shuffled([1, 2, 3, 4], 7)].sort()).toEqual([1, 2, 3, 4]);
  });
});
