import { expect, it } from 'vitest';

import { addressOf, inputFrom } from './given.ts';
import type { TaskInput } from '../../workers/protocol/index.ts';

const input = (kind: string): TaskInput => ({ name: 'x', kind, shape: undefined, madeBy: undefined });

it('carries a picture of a data set in a link', () => {
  const written = addressOf({ from: 'data', data: 'own:pictures-1', index: 3 });
  expect(inputFrom(input('image'), written)).toEqual({ from: 'data', data: 'own:pictures-1', index: 3 });
});

it('leaves a dropped picture out of it', () => {
  expect(addressOf({ from: 'plain', kind: 'image', value: { data: new Float32Array(12), shape: [2, 2, 3] } })).toBeUndefined();
});

it('carries a latent vector', () => {
  const written = addressOf({ from: 'plain', kind: 'embedding', value: { data: Float32Array.of(0.5, -1.25), shape: [2] } });
  const read = inputFrom(input('embedding'), written);
  expect(read).toMatchObject({ from: 'plain', kind: 'embedding', value: { shape: [2] } });
  expect(Array.from((read as { value: { data: Float32Array } }).value.data)).toEqual([0.5, -1.25]);
});

it('carries a mask', () => {
  const mask = { data: Float32Array.of(0, 1, 1, 0, 0, 1), shape: [2, 3, 1] };
  expect(inputFrom(input('mask'), addressOf({ from: 'plain', kind: 'mask', value: mask }))).toEqual({ from: 'plain', kind: 'mask', value: mask });
});
