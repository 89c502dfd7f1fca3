import type { HostArray } from '@figment/core';

/** Numbers of a case, flat and row-major, in the precision they were written in. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: ArrayLike<number>;
}

/** Infinities and NaN are strings in JSON. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === 'Infinity' || value === '-Infinity' || value === 'NaN') return Number(value);
  throw new Error(`${JSON.stringify(value)} is not a number`);
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || value === 'Infinity' || value === '-Infinity' || value === 'NaN';

/** Nested lists of numbers as an array; undefined for anything else. */
export function arrayOfLists(value: unknown): GoldenArray | undefined {
  const shape: number[] = [];
  let level: unknown = value;
  for (; Array.isArray(level); level = (level as unknown[])[0]) shape.push(level.length);
  const flat: unknown[] = Array.isArray(value) ? (value.flat(Infinity) as unknown[]) : [value];
  const size = shape.reduce((a, b) => a * b, 1);
  if (flat.length !== size || !flat.every(isNumeric)) return undefined;
  return { shape, dtype: 'float64', data: Float64Array.from(flat, toNumber) };
}

/** Pictures in torch's order of axes become ours: [..., C, H, W] -> [..., H, W, C]. */
export function toChannelsLast(array: GoldenArray): GoldenArray {
  const { shape, data } = array;
  const [channels, height, width] = shape.slice(-3) as [number, number, number];
  const plane = height * width;
  const result = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const pixel = i % plane;
    const channel = Math.floor(i / plane) % channels;
    const image = Math.floor(i / (plane * channels));
    result[(image * plane + pixel) * channels + channel] = data[i] as number;
  }
  return { shape: [...shape.slice(0, -3), height, width, channels], dtype: array.dtype, data: result };
}

/** As it is uploaded: integers as int32, all else as float32. */
export function toHostArray({ shape, dtype, data }: GoldenArray): HostArray {
  return { shape, data: /^(int|uint|bool)/.test(dtype) ? Int32Array.from(data) : Float32Array.from(data) };
}
