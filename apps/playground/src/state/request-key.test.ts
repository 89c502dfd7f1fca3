import { expect, it } from 'vitest';

import type { GenerationRequest } from './generation.ts';
import { keyOf } from './request-key.ts';

const request: GenerationRequest = { source: 'models/a', task: 'inpaint', seed: 1, options: { steps: 6 }, inputs: { image: { from: 'data', data: 'emoji', index: 3 }, text: { from: 'plain', kind: 'text', value: 'pie' } } };

it('is the same for requests that ask for the same', () => {
  expect(keyOf(structuredClone(request))).toBe(keyOf(request));
});

it.each<[string, Partial<GenerationRequest>]>([
  ['model', { source: 'models/b' }],
  ['task', { task: 'edit' }],
  ['seed', { seed: 2 }],
  ['options', { options: { steps: 7 } }],
  ['a text', { inputs: { ...request.inputs, text: { from: 'plain', kind: 'text', value: 'cake' } } }],
  ['a picture', { inputs: { ...request.inputs, image: { from: 'data', data: 'emoji', index: 4 } } }],
])('tells another by its %s', (_, other) => {
  expect(keyOf({ ...request, ...other })).not.toBe(keyOf(request));
});

it('says what is given as an address does', () => {
  expect(JSON.parse(keyOf(request))).toMatchObject({ task: 'inpaint', seed: 1, inputs: { image: 'emoji:3', text: 'text:pie' } });
});
