/**
 * How far two clouds of features lie apart, each taken for a Gaussian. Fréchet 1957; of features of Inception: FID, Heusel et al. 2017, "GANs
 * trained by a two time-scale update rule converge to a local Nash equilibrium", arXiv:1706.08500, eq. 6.
 */
import { symmetricEigen } from '../numerics/symmetric-eigen.ts';
import { type Features, sizesOf } from './features.ts';

/** Mean and unbiased covariance of features. */
export interface Moments {
  /** [D] */
  readonly mean: Float64Array;
  /** [D, D] */
  readonly covariance: Float64Array;
}

/**
 * |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)): 0 for clouds of one shape at one place. It says something only beside another one that was
 * measured with the same network, on as many rows, for few rows lie farther apart than many.
 *
 * @param made [N, D], two rows or more
 * @param real [M, D]
 * @throws FigmentError `SHAPE_MISMATCH`, `INPUT_INVALID`
 */
export function frechetDistance(made: Features, real: Features): number {
  const dimension = sizesOf({ made, real }, { atLeast: 2 });
  return distanceOfMoments(momentsOf(made), momentsOf(real), dimension);
}

/** Mean and covariance of rows, [N, D]. */
export function momentsOf({ data, shape: [rows = 0, columns = 0] }: Features): Moments {
  const mean = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let d = 0; d < columns; d++) mean[d]! += data[i * columns + d]! / rows;
  const covariance = new Float64Array(columns * columns);
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) row[d] = data[i * columns + d]! - mean[d]!;
    for (let d = 0; d < columns; d++) for (let e = 0; e <= d; e++) covariance[d * columns + e]! += (row[d]! * row[e]!) / (rows - 1);
  }
  for (let d = 0; d < columns; d++) for (let e = 0; e < d; e++) covariance[e * columns + d] = covariance[d * columns + e]!;
  return { mean, covariance };
}

function distanceOfMoments(a: Moments, b: Moments, n: number): number {
  let distance = 0;
  for (let d = 0; d < n; d++) distance += (a.mean[d]! - b.mean[d]!) ** 2 + a.covariance[d * n + d]! + b.covariance[d * n + d]!;
  // tr (C1 C2)^(1/2) = tr (R C2 R)^(1/2) with R = C1^(1/2): of a symmetric matrix, so that the roots are those of its eigenvalues.
  const root = squareRoot(a.covariance, n);
  const { values } = symmetricEigen(product(product(root, b.covariance, n), root, n), n);
  for (const value of values) distance -= 2 * Math.sqrt(Math.max(0, value));
  return Math.max(0, distance);
}

/** The symmetric root of a symmetric matrix without negative eigenvalues. */
function squareRoot(matrix: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, n);
  const scaled = vectors.map((value, at) => value * Math.sqrt(Math.max(0, values[Math.floor(at / n)]!))); // diag(sqrt) V
  const transposed = vectors.map((_, at) => vectors[(at % n) * n + Math.floor(at / n)]!);
  return product(transposed, scaled, n); // V^T diag(sqrt) V
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) {
    const factor = a[i * n + k]!;
    for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[k * n + j]!;
  }
  return out;
}
