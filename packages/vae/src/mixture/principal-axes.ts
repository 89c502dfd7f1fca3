/** The directions in which points vary most. Pearson 1901; by subspace iteration (Golub and Van Loan, "Matrix Computations", 8.2.4). */
import { type Key, normalArray } from '@figment/core/random';

import { axisStatistics, type Points } from './points.ts';

/** Where points lie, and how far they spread in which directions. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  /** Orthogonal, the longest first, each as long as the standard deviation along it: [axes, D]. */
  readonly axes: Float64Array;
}

const ROUNDS = 24;

/**
 * The directions in which points spread most, by subspace iteration.
 *
 * @param count At most the number of dimensions.
 */
export function principalAxes(points: Points, count: number, key: Key): PrincipalAxes {
  const { dimension: n } = points;
  const { mean } = axisStatistics(points);
  let basis = orthonormal(Float64Array.from(normalArray(key, count * n)), count, n);
  let image = basis;
  for (let round = 0; round < ROUNDS; round++) {
    image = timesCovariance(points, mean, basis, count);
    if (round < ROUNDS - 1) basis = orthonormal(image, count, n);
  }
  const lengths = Array.from({ length: count }, (_, a) => Math.sqrt(Math.max(0, dot(image, a, basis, a, n)))); // variance along axis a: u^T C u
  const order = lengths.map((_, a) => a).sort((a, b) => lengths[b]! - lengths[a]!);
  const axes = new Float64Array(count * n);
  order.forEach((a, to) => { for (let d = 0; d < n; d++) axes[to * n + d] = basis[a * n + d]! * lengths[a]!; });
  return { mean, axes };
}

/** C u for each row u, C the points' covariance. */
function timesCovariance({ data, count: points, dimension: n }: Points, mean: Float64Array, rows: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count * n);
  for (let i = 0; i < points; i++) {
    for (let a = 0; a < count; a++) {
      let along = 0;
      for (let d = 0; d < n; d++) along += (data[i * n + d]! - mean[d]!) * rows[a * n + d]!;
      along /= points;
      for (let d = 0; d < n; d++) out[a * n + d]! += along * (data[i * n + d]! - mean[d]!);
    }
  }
  return out;
}

/** Gram and Schmidt, twice, which is enough (Giraud et al. 2005). Rows that vanish become the next unit vector. */
function orthonormal(rows: Float64Array, count: number, n: number): Float64Array {
  const out = rows.slice();
  for (let a = 0; a < count; a++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < a; b++) {
        const overlap = dot(out, a, out, b, n);
        for (let d = 0; d < n; d++) out[a * n + d]! -= overlap * out[b * n + d]!;
      }
    }
    const length = Math.sqrt(dot(out, a, out, a, n));
    if (length > 1e-150) for (let d = 0; d < n; d++) out[a * n + d]! /= length;
    else out.fill(0, a * n, (a + 1) * n).fill(1, a * n + a, a * n + a + 1);
  }
  return out;
}

function dot(left: Float64Array, a: number, right: Float64Array, b: number, n: number): number {
  let sum = 0;
  for (let d = 0; d < n; d++) sum += left[a * n + d]! * right[b * n + d]!;
  return sum;
}
