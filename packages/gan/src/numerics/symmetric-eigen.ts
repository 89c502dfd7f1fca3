/** Eigenvalues of symmetric matrices, by Jacobi's rotations (1846): slow beyond some hundred rows, and exact to the last digits. Golub and Van Loan, "Matrix Computations", 8.5. */

/** A symmetric matrix taken apart: A = V^T diag(values) V. */
export interface SymmetricEigen {
  /** The largest first. */
  readonly values: Float64Array;
  /** Orthonormal rows, [n, n]: row i belongs to value i. */
  readonly vectors: Float64Array;
}

const SWEEPS = 64;

/** @param matrix Symmetric, [n, n], row by row; it is left as it is. */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const size = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > Number.EPSILON * size; sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => { vectors.set(v.subarray(from * n, (from + 1) * n), to * n); });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** Norm of what lies above the diagonal. */
function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) sum += a[p * n + q]! ** 2;
  return Math.sqrt(sum);
}

/** Turns the plane of axes p and q so that a[p, q] vanishes. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  // The smaller of the two angles; where tau is huge, its square would overflow to infinity and t to 0, which is right.
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t), s = t * c;
  for (let k = 0; k < n; k++) { // columns: A J
    const kp = a[k * n + p]!, kq = a[k * n + q]!;
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  turnRows(a, n, p, q, c, s); // J^T A J
  turnRows(v, n, p, q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

function turnRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const pk = m[p * n + k]!, qk = m[q * n + k]!;
    m[p * n + k] = c * pk - s * qk;
    m[q * n + k] = s * pk + c * qk;
  }
}
