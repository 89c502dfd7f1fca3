import { expect, it } from 'vitest';

import { bytes, count, duration, figure, spaced } from './format.ts';

it('writes counts, bytes and times as people do', () => {
  expect([count(31_620), count(890_000), count(1_240_000), count(2.5e9)]).toEqual(['31,620', '890,000', '1.24 M', '2.5 G']);
  expect([bytes(12), bytes(1_800), bytes(4_200_000)]).toEqual(['12 B', '1.8 kB', '4.2 MB']);
  expect([duration(72), duration(59.6), duration(3_725), duration(0), duration(Infinity)]).toEqual(['1:12', '1:00', '1:02:05', '0:00', '–']);
});

it('keeps four significant digits of a figure', () => {
  expect([figure(0.041234), figure(123456), figure(0), figure(-2.5), figure(1.23456e-7), figure(3.2e9)]).toEqual(['0.04123', '123500', '0', '-2.5', '1.23e-7', '3.20e+9']);
});

it('writes names of measures as words', () => {
  expect(['loss', 'bitsPerByte', 'bleuOfCharacters', 'chrF'].map(spaced)).toEqual(['loss', 'bits per byte', 'bleu of characters', 'chrF']);
});
