import { selectBackend } from '@figment/core/backend';
import { dispose, memory, tensor } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { FourierFeatures, TimeEmbedding, timestepEmbedding } from './time-embedding.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const near = (wanted: readonly number[]): number[] => wanted.map((value) => expect.closeTo(value, 5) as number);

describe('timestepEmbedding', () => {
  it.each([
    { name: 'cosines first', options: { width: 4 }, wanted: [Math.cos(2.5), Math.cos(0.025), Math.sin(2.5), Math.sin(0.025)] },
    { name: 'sines first, shifted', options: { width: 4, cosineFirst: false, frequencyShift: 1 }, wanted: [Math.sin(2.5), Math.sin(0.00025), Math.cos(2.5), Math.cos(0.00025)] },
    { name: 'an odd width ends with a zero', options: { width: 3 }, wanted: [Math.cos(2.5), Math.sin(2.5), 0] },
    { name: 'a scale and a shorter period', options: { width: 4, scale: 2, maxPeriod: 100 }, wanted: [Math.cos(5), Math.cos(0.5), Math.sin(5), Math.sin(0.5)] },
  ])('$name', ({ options, wanted }) => {
    const time = tensor([2.5]);
    const embedding = timestepEmbedding(time, options);
    expect(embedding.shape).toEqual([1, options.width]);
    expect(Array.from(embedding.dataSync())).toEqual(near(wanted));
    dispose([time, embedding]);
  });
});

it('Fourier features are sines and cosines of the logarithm', () => {
  const features = new FourierFeatures(key(1), { width: 4, scale: 0.5 });
  const time = tensor([3]);
  const told = features.forward(time);
  const angles = Array.from(features.weight.dataSync(), (rate) => 2 * Math.PI * rate * Math.log(3));
  expect(Array.from(told.dataSync())).toEqual(near([...angles.map(Math.sin), ...angles.map(Math.cos)]));
  expect([...features.namedParameters()]).toEqual([]);
  dispose([time, told]);
  features.dispose();
});

it('what is told beside the time is added to its sines', () => {
  const embedding = new TimeEmbedding(key(2), { in: 4, width: 6, condition: 2 });
  const [x, condition] = [tensor([[1, 2, 3, 4]]), tensor([[0, 0]])];
  const [without, beside] = [embedding.forward(x), embedding.forward(x, condition)];
  expect(beside.shape).toEqual([1, 6]);
  expect(beside.dataSync()).toEqual(without.dataSync());
  dispose([x, condition, without, beside]);
  embedding.dispose();
});
