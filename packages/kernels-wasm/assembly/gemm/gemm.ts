import { finish } from './finish';
import { FEW, fewRows, fewRowsTransposed } from './few-rows';
import { packColumns, packRows } from './pack';
import { A_BYTES, EDGE_BYTES, MC, NC, ROW, runLength, TABLE_BYTES } from './scratch';
import { multiplyBlock } from './tile';

/**
 * C[M, N] = op(A) op(B), single precision, row-major; `op` transposes where `ta` or `tb` is set
 * (then A is [K, M], B is [N, K]). `accumulate` adds to what stands in C.
 */
export function gemm(ta: bool, tb: bool, M: i32, N: i32, K: i32, a: usize, b: usize, c: usize, accumulate: bool, scratch: usize): void {
  multiply(ta, tb, M, N, K, a, b, c, accumulate, 0, 0, 0, c, scratch);
}

/**
 * y = activation(x W + bias) + residual. x: [N, I], weight: [I, O], bias: [O] or 0, residual: [N, O] or 0 -> y: [N, O].
 * The activation's slope goes to `slope`: another [N, O], or y again where there is no activation.
 */
export function linear(x: usize, weight: usize, bias: usize, residual: usize, activation: i32, N: i32, I: i32, O: i32, slope: usize, y: usize, scratch: usize): void {
  multiply(false, false, N, O, I, x, weight, slope, false, bias, residual, activation, y, scratch);
}

/** As {@link gemm}, and what {@link finish} does to each block while it is at hand. */
function multiply(
  ta: bool, tb: bool, M: i32, N: i32, K: i32, a: usize, b: usize, c: usize, accumulate: bool,
  bias: usize, residual: usize, activation: i32, y: usize, scratch: usize,
): void {
  const lda = <usize>((ta ? M : K) << 2), ldb = <usize>((tb ? K : N) << 2), ldc = <usize>(N << 2);
  if (M <= FEW && (!ta || M == 1)) {
    // One column of A lies as a row does.
    const step = ta ? <usize>(K << 2) : lda;
    if (tb) fewRowsTransposed(M, N, K, a, step, b, ldb, c, ldc, accumulate);
    else fewRows(M, N, K, a, step, b, ldb, c, ldc, accumulate);
    finish(M, N, c, y, ldc, bias, residual, activation);
    return;
  }
  if (K == 0) {
    if (!accumulate) memory.fill(c, 0, <usize>M * ldc);
    finish(M, N, c, y, ldc, bias, residual, activation);
    return;
  }
  if (N == 1) {
    // A column of B times A: the product of rows, turned.
    if (ta) fewRows(1, M, K, b, <usize>(K << 2), a, lda, c, <usize>(M << 2), accumulate);
    else fewRowsTransposed(1, M, K, b, <usize>(K << 2), a, lda, c, <usize>(M << 2), accumulate);
    finish(M, N, c, y, ldc, bias, residual, activation);
    return;
  }
  const edge = scratch, table = edge + EDGE_BYTES, pa = table + TABLE_BYTES, pb = pa + A_BYTES;
  const run = runLength(K);
  for (let n0 = 0; n0 < N; n0 += NC) {
    const nn = min(NC, N - n0);
    const at = <usize>n0 << 2;
    for (let k0 = 0; k0 < K; k0 += run) {
      const kk = min(run, K - k0), last = k0 + run >= K;
      if (tb) packRows(8, nn, kk, b + <usize>n0 * ldb + <usize>(k0 << 2), ldb, pb);
      else packColumns(8, nn, kk, b + <usize>k0 * ldb + <usize>(n0 << 2), ldb, pb);
      for (let m0 = 0; m0 < M; m0 += MC) {
        const mm = min(MC, M - m0);
        if (ta) packColumns(4, mm, kk, a + <usize>k0 * lda + <usize>(m0 << 2), lda, pa);
        else packRows(4, mm, kk, a + <usize>m0 * lda + <usize>(k0 << 2), lda, pa);
        for (let m = 0; m < mm; m++) store<u32>(table + <usize>m * ROW, <u32>(c + <usize>(m0 + m) * ldc));
        multiplyBlock(mm, nn, kk, pa, pb, table, ROW, n0, accumulate || k0 > 0, edge);
        if (last) {
          const from = <usize>m0 * ldc + at;
          finish(mm, nn, c + from, y + from, ldc, bias == 0 ? 0 : bias + at, residual == 0 ? 0 : residual + from, activation);
        }
      }
    }
  }
}
