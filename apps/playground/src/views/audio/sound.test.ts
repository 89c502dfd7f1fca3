import { expect, it } from 'vitest';

import { peaks, soundOf, spectrogram } from './sound.ts';

const rate = 8000;
const tone = (frequency: number, length = 4096): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate));

it('takes a sound as it crosses from the worker', () => {
  expect(soundOf({ samples: { data: tone(100, 16), shape: [16] }, rate })?.samples).toHaveLength(16);
  expect([soundOf(undefined), soundOf({ samples: [1], rate }), soundOf({ samples: { data: tone(1, 4), shape: [4] } })]).toEqual([undefined, undefined, undefined]);
});

it('keeps how far a sound swings in each part', () => {
  expect(peaks(Float32Array.of(0, 0.5, -0.25, 0, 0, 0, 1, -1), 4)).toEqual([[0, 0.5], [-0.25, 0], [0, 0], [-1, 1]]);
});

it('finds a tone in its band all the time', () => {
  const { columns, bands, levels } = spectrogram(tone(1000));
  expect(bands).toBe(128);
  // Half of the rate is the highest band: 1 kHz lies at a quarter of it.
  const loudest = Array.from({ length: columns }, (_, column) => levels.subarray(column * bands, (column + 1) * bands).reduce((best, level, band, all) => (level > (all[best] ?? 0) ? band : best), 0));
  expect(new Set(loudest)).toEqual(new Set([32]));
});

it('shows silence as silence', () => {
  expect(Math.max(...spectrogram(new Float32Array(1024)).levels)).toBe(0);
});
