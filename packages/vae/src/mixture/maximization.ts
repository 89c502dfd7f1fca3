/**
 * Fits each component to the points it is responsible for.
 *
 * With few points a component its covariance would be singular, so each is drawn towards the covariance that all share, by as many
 * pseudo-points as there are dimensions, and has a floor (Friedman 1989, "Regularized discriminant analysis", equations 16 and 18).
 */
import { cholesky } from './cholesky.ts';
import type { Covariance, GaussianMixture } from './gaussian-mixture.ts';
import { axisStatistics, type Points } from './points.ts';

/** The mixture that fits given responsibilities best. */
export function maximize(points: Points, responsibility: Float64Array, k: number, covariance: Covariance): GaussianMixture {
  const { count, dimension: n, data } = points;
  const mass = new Float64Array(k), means = new Float64Array(k * n);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < k; c++) {
      const r = responsibility[i * k + c]!;
      if (r < NEGLIGIBLE) continue;
      mass[c]! += r;
      for (let d = 0; d < n; d++) means[c * n + d]! += r * data[i * n + d]!;
    }
  }
  for (let c = 0; c < k; c++) for (let d = 0; d < n; d++) means[c * n + d]! /= Math.max(mass[c]!, NEGLIGIBLE);
  const scatter = covariance === 'full' ? fullScatter(points, responsibility, means, k) : diagonalScatter(points, responsibility, means, k);
  shrink(scatter, mass, points, covariance);
  const factors = covariance === 'full' ? factorize(scatter, k, n) : scatter.map(Math.sqrt);
  const total = mass.reduce((sum, m) => sum + m, 0);
  return { components: k, dimension: n, covariance, weights: mass.map((m) => Math.max(m, NEGLIGIBLE) / total), means, factors };
}

const NEGLIGIBLE = 1e-9;

/** Sums of r (x - mean)(x - mean)^T, lower triangles, [K, D, D]. */
function fullScatter({ count, dimension: n, data }: Points, responsibility: Float64Array, means: Float64Array, k: number): Float64Array {
  const scatter = new Float64Array(k * n * n);
  const offset = new Float64Array(n);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < k; c++) {
      const r = responsibility[i * k + c]!;
      if (r < NEGLIGIBLE) continue;
      for (let d = 0; d < n; d++) offset[d] = data[i * n + d]! - means[c * n + d]!;
      for (let a = 0; a < n; a++) {
        const row = (c * n + a) * n, left = r * offset[a]!;
        for (let b = 0; b <= a; b++) scatter[row + b]! += left * offset[b]!;
      }
    }
  }
  return scatter;
}

/** Sums of r (x - mean)^2, [K, D]. */
function diagonalScatter({ count, dimension: n, data }: Points, responsibility: Float64Array, means: Float64Array, k: number): Float64Array {
  const scatter = new Float64Array(k * n);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < k; c++) {
      const r = responsibility[i * k + c]!;
      if (r >= NEGLIGIBLE) for (let d = 0; d < n; d++) scatter[c * n + d]! += r * (data[i * n + d]! - means[c * n + d]!) ** 2;
    }
  }
  return scatter;
}

/** Scatter matrices -> covariances, each drawn towards the one they share. */
function shrink(scatter: Float64Array, mass: Float64Array, points: Points, covariance: Covariance): void {
  const { count, dimension: n } = points;
  const size = scatter.length / mass.length;
  const shared = new Float64Array(size);
  for (let i = 0; i < scatter.length; i++) shared[i % size]! += scatter[i]! / count;
  const averageVariance = axisStatistics(points).variance.reduce((sum, v) => sum + v, 0) / n;
  const floor = Math.max(FLOOR * averageVariance, SMALLEST_VARIANCE);
  for (let i = 0; i < scatter.length; i++) {
    const at = i % size, c = (i - at) / size;
    const onDiagonal = covariance === 'diagonal' || at % (n + 1) === 0;
    scatter[i] = (scatter[i]! + n * shared[at]!) / (mass[c]! + n) + (onDiagonal ? floor : 0);
  }
}

/** Part of the average variance that every direction keeps. */
const FLOOR = 1e-3;
/** Where all points are the same. */
const SMALLEST_VARIANCE = 1e-12;

function factorize(covariances: Float64Array, k: number, n: number): Float64Array {
  const factors = new Float64Array(covariances.length);
  for (let c = 0; c < k; c++) {
    const matrix = covariances.slice(c * n * n, (c + 1) * n * n);
    let lower = cholesky(matrix, n);
    for (let jitter = SMALLEST_VARIANCE; lower === undefined; jitter *= 10) { // rounding alone can make it indefinite: lift the diagonal until it is not
      for (let d = 0; d < n; d++) matrix[d * n + d]! += jitter;
      lower = cholesky(matrix, n);
    }
    factors.set(lower, c * n * n);
  }
  return factors;
}
