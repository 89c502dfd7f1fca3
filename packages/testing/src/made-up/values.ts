import { fromHost, type HostValue, isKind, type Kind, type Kinds } from '@figment/core/plugin';
import { key, normalArray } from '@figment/core/random';
import type { HostArray, Shape } from '@figment/core';

/** The n-th made-up value of a kind, as it lies on the host: simple, and different for each n. */
export function madeUpHost<K extends Kind>(kind: K, shape: Shape | undefined, n: number): HostValue<K> {
  const make = (makers as Readonly<Record<string, unknown>>)[kind] as ((shape: Shape | undefined, n: number) => HostValue<K>) | undefined;
  if (make === undefined || !isKind(kind)) throw new Error(`Values of the kind "${kind}" can't be made up: give the checks { inputs } and { data }.`);
  return make(shape, n);
}

/** As {@link madeUpHost}, with tensors, which belong to the caller. */
export function madeUp<K extends Kind>(kind: K, shape: Shape | undefined, n: number): Kinds[K] {
  return fromHost(kind, madeUpHost(kind, shape, n));
}

type BuiltinKind = 'text' | 'chat' | 'tokens' | 'image' | 'mask' | 'audio' | 'video' | 'embedding' | 'points' | 'label' | 'score';
const makers: { readonly [K in BuiltinKind]: (shape: Shape | undefined, n: number) => HostValue<K> } = {
  text: (_, n) => ['the cat sat on the mat', 'a pie is not a cake', 'one two three four', 'rain in the morning'][n % 4] ?? '',
  chat: (_, n) => [{ role: 'user', content: `How much is ${n} and ${n}?` }],
  tokens: (shape = [8], n) => ({ data: Int32Array.from({ length: sizeOf(shape) }, (_, i) => (i + n) % 8), shape }),
  image: (shape = [16, 16, 3], n) => waves(shape, n, 0.5, 0.4),
  mask: (shape = [16, 16, 1], n) => ({ data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i + n) % 2), shape }),
  audio: (shape = [1024], n) => ({ samples: waves(shape, n, 0, 0.8), rate: 16_000 }),
  video: (shape = [4, 16, 16, 3], n) => waves(shape, n, 0.5, 0.4),
  embedding: (shape = [16], n) => ({ data: Float32Array.from(normalArray(key(n), sizeOf(shape))), shape }),
  points: (shape = [32, 2], n) => ({ data: Float32Array.from(normalArray(key(n), sizeOf(shape))), shape }),
  label: (_, n) => n % 2,
  score: (_, n) => ({ score: n / 8, threshold: 0.5 }),
};

/** A wave over the row-major numbers, of a level of its own for each n. */
function waves(shape: Shape, n: number, middle: number, height: number): HostArray {
  return { data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => middle + height * Math.sin(0.05 * (1 + (n % 3)) * i + n)), shape };
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
