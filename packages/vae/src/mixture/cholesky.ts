/**
 * The lower triangular L with L L^T = a; `undefined` when `a` is not positive definite.
 *
 * @param a Symmetric, n x n, row-major; only its lower triangle is read.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) lower[i * n + j] = rest / lower[j * n + j]!;
      else if (rest > 0) lower[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return lower;
}

/** |L^-1 x|^2 for a lower triangular L: the Mahalanobis distance of x, squared. `scratch` has room for n numbers. */
export function mahalanobis(lower: Float64Array, x: Float64Array, n: number, scratch: Float64Array): number {
  let distance = 0;
  for (let i = 0; i < n; i++) {
    let rest = x[i]!;
    const row = i * n;
    for (let k = 0; k < i; k++) rest -= lower[row + k]! * scratch[k]!;
    rest /= lower[row + i]!;
    scratch[i] = rest;
    distance += rest * rest;
  }
  return distance;
}
