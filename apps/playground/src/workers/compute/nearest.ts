import { FigmentError } from '@figment/core';

import type { Nearest, Plain } from '../protocol/index.ts';
import { openData, pictures } from './data-sets.ts';

interface Bytes { readonly data: ArrayLike<number>; readonly size: number; readonly count: number; typical?: number }

const loaded = new Map<string, Promise<Bytes>>();
/** Training pictures that are compared with all others, to know how near is near. */
const probes = 48;
const shown = 3;

function bytesOf(id: string): Promise<Bytes> {
  let bytes = loaded.get(id);
  if (bytes === undefined) {
    bytes = openData(id).then(async (set) => {
      const { image } = await set.read(Array.from({ length: set.size }, (_, i) => i));
      return { data: image.data, size: image.data.length / set.size, count: set.size };
    });
    loaded.set(id, bytes);
  }
  return bytes;
}

/** The training pictures that a picture is nearest to, pixel by pixel, and how near they are to each other. */
export async function nearest(id: string, picture: Plain): Promise<Nearest> {
  const bytes = await bytesOf(id);
  const { size, count } = bytes;
  if (picture.data.length !== size) throw new FigmentError('SHAPE_MISMATCH', `a picture of shape [${picture.shape.join(', ')}] can't be compared with pictures of ${size} numbers.`);
  const scale = picture.data instanceof Uint8Array ? 1 : 255;
  const distances = distancesFrom(Float32Array.from(picture.data, (value) => value * scale), bytes);
  const best = Array.from({ length: count }, (_, i) => i).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0)).slice(0, shown);
  bytes.typical ??= typicalDistance(bytes);
  const found = await pictures(id, best);
  return {
    count,
    typical: bytes.typical,
    nearest: found.map(({ picture: near, captions }, i) => ({ index: best[i] ?? 0, distance: distances[best[i] ?? 0] ?? 0, picture: near, captions })),
  };
}

/** Root mean square differences, of values in [0, 1], to each picture. */
function distancesFrom(probe: ArrayLike<number>, { data, size, count }: Bytes): Float32Array {
  const distances = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += ((probe[j] ?? 0) - (data[i * size + j] ?? 0)) ** 2;
    distances[i] = Math.sqrt(sum / size) / 255;
  }
  return distances;
}

/** Median over some pictures of the distance to their own nearest other one. */
function typicalDistance(bytes: Bytes): number {
  const { data, size, count } = bytes;
  const places = Array.from({ length: Math.min(probes, count) }, (_, i) => Math.floor(((i + 0.5) * count) / Math.min(probes, count)));
  const nearestOther = places.map((place) => {
    const probe = Array.prototype.slice.call(data, place * size, (place + 1) * size) as number[];
    const distances = distancesFrom(probe, bytes);
    distances[place] = Infinity;
    return distances.reduce((least, distance) => Math.min(least, distance), Infinity);
  });
  return nearestOther.sort((a, b) => a - b)[Math.floor(places.length / 2)] ?? 0;
}
