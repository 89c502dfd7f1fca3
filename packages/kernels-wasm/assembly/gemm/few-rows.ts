import { multiplyAdd } from './multiply-add';

/**
 * Products with so few rows on the left, as in decoding one token, that packing the matrix on the right would cost more
 * than it saves: it is read once, as it lies, and every row is served on the way.
 */
export const FEW: i32 = 4;

/** C[M, N] (+)= A[M, K] B[K, N]. The rows of A and C lie `lda` and `ldc` bytes apart, those of B `ldb`. */
export function fewRows(M: i32, N: i32, K: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize, accumulate: bool): void {
  const bytes = <usize>N << 2, vectors = bytes & ~15;
  if (!accumulate) for (let m = 0; m < M; m++) memory.fill(c + <usize>m * ldc, 0, bytes);
  let k = 0;
  for (; k + 4 <= K; k += 4) {
    const b0 = b + <usize>k * ldb, b1 = b0 + ldb, b2 = b1 + ldb, b3 = b2 + ldb;
    for (let m = 0; m < M; m++) {
      const x = a + <usize>m * lda + (<usize>k << 2), y = c + <usize>m * ldc;
      const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x, 4), x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
      let n = <usize>0;
      for (; n < vectors; n += 16) {
        const low = multiplyAdd(x1, v128.load(b1 + n), multiplyAdd(x0, v128.load(b0 + n), v128.load(y + n)));
        v128.store(y + n, multiplyAdd(x3, v128.load(b3 + n), multiplyAdd(x2, v128.load(b2 + n), low)));
      }
      for (; n < bytes; n += 4) {
        store<f32>(y + n, load<f32>(y + n) + load<f32>(x) * load<f32>(b0 + n) + load<f32>(x, 4) * load<f32>(b1 + n) + load<f32>(x, 8) * load<f32>(b2 + n) + load<f32>(x, 12) * load<f32>(b3 + n));
      }
    }
  }
  for (; k < K; k++) {
    const row = b + <usize>k * ldb;
    for (let m = 0; m < M; m++) {
      const factor = load<f32>(a + <usize>m * lda + (<usize>k << 2)), y = c + <usize>m * ldc;
      for (let n = <usize>0; n < bytes; n += 4) store<f32>(y + n, load<f32>(y + n) + factor * load<f32>(row + n));
    }
  }
}

/** C[M, N] (+)= A[M, K] B[N, K]^T: products of rows. */
export function fewRowsTransposed(M: i32, N: i32, K: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize, accumulate: bool): void {
  for (let n = 0; n < N; n += 4) {
    const last = N - 1, b0 = b + <usize>n * ldb;
    // At the end some rows are taken again, and not stored.
    const b1 = b + <usize>min(n + 1, last) * ldb, b2 = b + <usize>min(n + 2, last) * ldb, b3 = b + <usize>min(n + 3, last) * ldb;
    for (let m = 0; m < M; m++) {
      const sums = fourProducts(a + <usize>m * lda, b0, b1, b2, b3, K), y = c + <usize>m * ldc + (<usize>n << 2);
      if (n + 4 <= N) v128.store(y, accumulate ? f32x4.add(sums, v128.load(y)) : sums);
      else {
        keep(y, f32x4.extract_lane(sums, 0), accumulate);
        if (n + 1 < N) keep(y + 4, f32x4.extract_lane(sums, 1), accumulate);
        if (n + 2 < N) keep(y + 8, f32x4.extract_lane(sums, 2), accumulate);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function keep(at: usize, value: f32, accumulate: bool): void {
  store<f32>(at, accumulate ? load<f32>(at) + value : value);
}

/** (x . b0, x . b1, x . b2, x . b3), each over K numbers. */
function fourProducts(x: usize, b0: usize, b1: usize, b2: usize, b3: usize, K: i32): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const bytes = <usize>K << 2, vectors = bytes & ~15;
  let k = <usize>0;
  for (; k < vectors; k += 16) {
    const value = v128.load(x + k);
    s0 = multiplyAdd(value, v128.load(b0 + k), s0);
    s1 = multiplyAdd(value, v128.load(b1 + k), s1);
    s2 = multiplyAdd(value, v128.load(b2 + k), s2);
    s3 = multiplyAdd(value, v128.load(b3 + k), s3);
  }
  // Columns of the 4 x 4 sums added up.
  const t0 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const t2 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), t3 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  let sums = f32x4.add(
    f32x4.add(v128.shuffle<f32>(t0, t2, 0, 1, 4, 5), v128.shuffle<f32>(t0, t2, 2, 3, 6, 7)),
    f32x4.add(v128.shuffle<f32>(t1, t3, 0, 1, 4, 5), v128.shuffle<f32>(t1, t3, 2, 3, 6, 7)),
  );
  for (; k < bytes; k += 4) {
    const factors = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(v128.load32_splat(b0 + k), 1, load<f32>(b1 + k)), 2, load<f32>(b2 + k)), 3, load<f32>(b3 + k));
    sums = f32x4.add(sums, f32x4.mul(v128.load32_splat(x + k), factors));
  }
  return sums;
}
