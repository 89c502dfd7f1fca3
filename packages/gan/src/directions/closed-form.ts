/**
 * Directions along which pictures change most, found in a generator's weights alone. Shen and Zhou 2021, "Closed-form factorization of latent
 * semantics in GANs" (SeFa), arXiv:2007.06600.
 */
import { FigmentError, type HostArray } from '@figment/core';

import { symmetricEigen } from '../numerics/symmetric-eigen.ts';

/** Unit vectors among the styles (z, where there is one style), the strongest first. */
export interface Directions {
  /** [count, styleSize] */
  readonly vectors: Float32Array;
  readonly count: number;
  readonly styleSize: number;
}

/**
 * Eigenvectors of A^T A with the largest eigenvalues (eq. 6 and 7), A the maps that read a style, each output's weights being made one long, so
 * that none is loud because its unit is. A vector and its opposite are the same direction: its largest number is positive.
 *
 * @param maps Each [styleSize, outputs]; one or more.
 * @param count How many directions, styleSize at most.
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function closedFormDirections(maps: readonly HostArray[], count: number): Directions {
  const styleSize = maps[0]?.shape[0] ?? 0;
  const odd = maps.find(({ shape }) => shape.length !== 2 || shape[0] !== styleSize);
  if (styleSize === 0 || odd !== undefined) throw new FigmentError('SHAPE_MISMATCH', `maps must be matrices that read one style, [styleSize, outputs], got ${maps.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ') || 'none'}.`);
  if (!Number.isSafeInteger(count) || count < 1 || count > styleSize) throw new FigmentError('OPTIONS_INVALID', `count must be from 1 to ${styleSize}, for a style has so many numbers, got ${count}.`);
  const gram = new Float64Array(styleSize * styleSize);
  for (const map of maps) addGram(gram, map, styleSize);
  const { vectors } = symmetricEigen(gram, styleSize);
  const chosen = Float32Array.from(vectors.subarray(0, count * styleSize));
  for (let i = 0; i < count; i++) {
    const row = chosen.subarray(i * styleSize, (i + 1) * styleSize);
    const largest = row.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    if (largest < 0) for (let d = 0; d < styleSize; d++) row[d] = -row[d]!;
  }
  return { vectors: chosen, count, styleSize };
}

/** gram += A^T A, with the rows of A (columns of the map) made one long. */
function addGram(gram: Float64Array, { data, shape: [, outputs = 0] }: HostArray, n: number): void {
  const column = new Float64Array(n);
  for (let o = 0; o < outputs; o++) {
    for (let d = 0; d < n; d++) column[d] = data[d * outputs + o]!;
    const length = Math.hypot(...column);
    if (length === 0) continue;
    for (let d = 0; d < n; d++) for (let e = 0; e < n; e++) gram[d * n + e]! += (column[d]! / length) * (column[e]! / length);
  }
}
