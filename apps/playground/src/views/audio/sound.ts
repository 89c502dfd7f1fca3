import fft from 'fourier-transform';

import { isPlain } from '../image/pixels.ts';

/** A sound of one channel, in [-1, 1]. */
export interface Sound {
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rate: number;
}

export function soundOf(value: unknown): Sound | undefined {
  const { samples, rate } = (value ?? {}) as { readonly samples?: unknown; readonly rate?: unknown };
  if (!isPlain(samples) || typeof rate !== 'number') return undefined;
  return { samples: samples.data instanceof Float32Array ? samples.data : Float32Array.from(samples.data), rate };
}

/** The least and the most of each of `columns` parts: what is left of a sound on so many pixels. */
export function peaks(samples: Float32Array, columns: number): readonly (readonly [least: number, most: number])[] {
  return Array.from({ length: columns }, (_, i) => {
    const part = samples.subarray(Math.floor((i * samples.length) / columns), Math.max(Math.floor((i * samples.length) / columns) + 1, Math.floor(((i + 1) * samples.length) / columns)));
    return [part.reduce((least, value) => Math.min(least, value), 1), part.reduce((most, value) => Math.max(most, value), -1)] as const;
  });
}

/** Loudness by time and frequency: columns of `size / 2` bands, from 0 to half the rate. */
export interface Spectrogram {
  readonly columns: number;
  readonly bands: number;
  /** [columns, bands], in [0, 1]: 0 is `range` decibels below the loudest. */
  readonly levels: Float32Array;
}

/** Decibels from the loudest to what is shown as silence. */
const range = 70;

/** Short Fourier transforms under a Hann window, each overlapping the next by three quarters. */
export function spectrogram(samples: Float32Array, size = 256): Spectrogram {
  const hop = size / 4;
  const columns = Math.max(1, Math.floor((samples.length - size) / hop) + 1);
  const bands = size / 2;
  const window = Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const levels = new Float32Array(columns * bands);
  const frame = new Float32Array(size);
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < size; i++) frame[i] = (samples[column * hop + i] ?? 0) * (window[i] ?? 0);
    levels.set(fft(frame), column * bands);
  }
  const loudest = levels.reduce((most, level) => Math.max(most, level), 1e-9);
  return { columns, bands, levels: levels.map((level) => Math.max(0, 1 + (20 * Math.log10(Math.max(1e-9, level / loudest))) / range)) };
}
