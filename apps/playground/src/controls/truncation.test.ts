import { expect, it } from 'vitest';

import type { Field } from '../workers/protocol/index.ts';
import { diceFields, otherFields, sameTruncation, truncationOf, withCandidates } from './truncation.ts';

const field = (name: string, standard: unknown): Field => ({ path: [name], label: name, group: undefined, description: undefined, type: 'number', choices: undefined, minimum: 0, maximum: 100, step: undefined, maxItems: undefined, default: standard, required: false, advanced: false, alternative: undefined });
const options = [field('temperature', 0.8), field('topK', 0), field('candidates', 8), field('begin', []), field('maxTokens', 200)];

it('tells apart what shapes the dice, what else people set, and what pages set', () => {
  expect(diceFields(options).map(({ path }) => path[0])).toEqual(['temperature', 'topK']);
  expect(otherFields(options).map(({ path }) => path[0])).toEqual(['maxTokens']);
});

it('says how the dice is shaped: as was said, by default, or not at all', () => {
  expect(truncationOf(options, { topK: 5 })).toEqual({ temperature: 0.8, topK: 5, topP: 1, minP: 0 });
  expect(sameTruncation(truncationOf(options, {}), truncationOf(options, { temperature: 0.8 }))).toBe(true);
  expect(sameTruncation(truncationOf(options, {}), truncationOf(options, { temperature: 0.7 }))).toBe(false);
});

it('asks for faces where a task can be asked', () => {
  expect(withCandidates(options, { topK: 5 }, 12)).toEqual({ topK: 5, candidates: 12 });
  expect(withCandidates([field('temperature', 1)], {})).toEqual({});
});
