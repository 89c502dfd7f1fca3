import { expect, it } from 'vitest';

import type { StepExtras } from '../../workers/protocol/index.ts';
import { evenPlaces, type Frame, framesOf, thinned } from './frames.ts';

const picture = (value: number) => ({ data: Float32Array.of(value), shape: [1, 1, 1, 1] });
const extras = (value: number): StepExtras => ({ sample: { kind: 'image', value: picture(value) }, clean: picture(-value), noiseLevel: value });

it('counts steps back from the one that is told', () => {
  const frames = framesOf({ step: 7, passed: [extras(0.5), extras(0.25)] });
  expect(frames.map(({ step, noiseLevel }) => [step, noiseLevel])).toEqual([[6, 0.5], [7, 0.25]]);
  expect(frames[1]?.clean?.data[0]).toBe(-0.25);
});

it('leaves out what shows no picture', () => {
  expect(framesOf({ step: 1, passed: [{ warnings: [] }] })).toEqual([]);
});

it('keeps the ends of a way with too many steps', () => {
  const way = Array.from({ length: 1000 }, (_, i): Frame => ({ step: i + 1, sample: picture(i), clean: undefined, noiseLevel: undefined }));
  const kept = thinned(way);
  expect(kept.length).toBeLessThanOrEqual(240);
  expect([kept[0]?.step, kept.at(-1)?.step]).toEqual([1, 1000]);
});

it('spreads places evenly from end to end', () => {
  expect(evenPlaces(20, 5)).toEqual([0, 5, 10, 14, 19]);
  expect(evenPlaces(3, 8)).toEqual([0, 1, 2]);
});
