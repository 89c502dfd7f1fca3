import { expect, it } from 'vitest';

import { alternativesIn, looseText, writtenTokens } from './text.ts';

const token = { id: 7, text: ' cat', logit: 2, logProbability: -1, probability: 0.5, candidates: [] };

it('tells what each token adds to the text', () => {
  expect(writtenTokens([{ text: '', token }, { text: ' cat', token }])).toEqual([{ ...token, shown: '' }, { ...token, shown: ' cat' }]);
});

it('shows the text of a model that tells of no tokens', () => {
  expect(writtenTokens([{ text: 'cat' }, {}]).map(({ shown, candidates }) => ({ shown, candidates }))).toEqual([{ shown: 'cat', candidates: [] }]);
  expect(looseText('')).toEqual([]);
});

it('tells of the texts that a search followed, when it is over', () => {
  expect(alternativesIn([{ text: '', token }])).toBeUndefined();
  expect(alternativesIn([{ text: ' cat', token, alternatives: [{ text: ' cat', score: -1, steps: [{ text: ' cat', token }] }] }])).toEqual([{ text: ' cat', score: -1, tokens: [{ ...token, shown: ' cat' }] }]);
});
