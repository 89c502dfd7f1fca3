import { describe, expect, it } from 'vitest';

import type { Candidate } from '../../workers/protocol/index.ts';
import { reweigh } from './reweigh.ts';

const off = { temperature: 1, topK: 0, topP: 1, minP: 0 };

/** A vocabulary of four with these probabilities. */
const four = [0.5, 0.25, 0.15, 0.1].map((probability, id): Candidate => ({ id, text: String(id), logit: Math.log(probability) + 3, logProbability: Math.log(probability), probability }));
const chances = (candidates: readonly Candidate[], settings: Partial<typeof off>, others = 0) => reweigh(candidates, { ...off, ...settings }, others).faces.map(({ chance }) => chance);

describe('the dice as settings make it', () => {
  it("is the model's own where nothing is set", () => {
    expect(chances(four, {})).toEqual([expect.closeTo(0.5), expect.closeTo(0.25), expect.closeTo(0.15), expect.closeTo(0.1)]);
  });

  it('follows p^(1/T) / sum', () => {
    const powers = [0.5, 0.25, 0.15, 0.1].map((p) => p ** 2);
    const sum = powers.reduce((a, b) => a + b, 0);
    for (const [i, chance] of chances(four, { temperature: 0.5 }).entries()) expect(chance).toBeCloseTo((powers[i] as number) / sum, 10);
  });

  it('has one face at temperature 0', () => {
    expect(chances(four, { temperature: 0 })).toEqual([1, 0, 0, 0]);
  });

  it('keeps k', () => {
    expect(chances(four, { topK: 2 })).toEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0, 0]);
    expect(reweigh(four, { ...off, topK: 2 }, 0).faces.map(({ cut }) => cut)).toEqual([undefined, undefined, 'topK', 'topK']);
  });

  it('keeps the least set that holds p', () => {
    expect(chances(four, { topP: 0.7 })).toEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0, 0]);
    expect(chances(four, { topP: 0.76 })[2]).toBeGreaterThan(0);
    expect(chances(four, { topP: 0.01 })).toEqual([1, 0, 0, 0]);
  });

  it('keeps what is at least a part of the likeliest', () => {
    expect(chances(four, { minP: 0.4 })).toEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0, 0]);
  });

  it('counts the tokens it was not told of', () => {
    const two = four.slice(0, 2);
    expect(reweigh(two, off, 2).rest).toBeCloseTo(0.25, 10);
    expect(chances(two, {}, 2)).toEqual([expect.closeTo(0.5), expect.closeTo(0.25)]);
    expect(reweigh(two, { ...off, topK: 2 }, 2).rest).toBe(0);
    expect(reweigh(two, { ...off, topP: 0.6 }, 2).rest).toBe(0);
    expect(reweigh(two, { ...off, temperature: 0 }, 2).rest).toBe(0);
    // (0.125, 0.125) at T = 2 is an upper bound of (0.15, 0.1).
    const exact = 1 - (0.5 ** 0.5 + 0.25 ** 0.5) / (0.5 ** 0.5 + 0.25 ** 0.5 + 0.15 ** 0.5 + 0.1 ** 0.5);
    expect(reweigh(two, { ...off, temperature: 2 }, 2).rest).toBeGreaterThanOrEqual(exact);
  });
});
