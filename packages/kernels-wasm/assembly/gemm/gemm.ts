import { packColumns, packRows } from './pack';
import { A_BYTES, EDGE_BYTES, MC, NC, ROW, runLength, TABLE_BYTES } from './scratch';
import { multiplyBlock } from './tile';

/**
 * C[M, N] = op(A) op(B), single precision, row-major; `op` transposes where `ta` or `tb` is set
 * (then A is [K, M], B is [N, K]). `accumulate` adds to what stands in C.
 */
export function gemm(ta: bool, tb: bool, M: i32, N: i32, K: i32, a: usize, b: usize, c: usize, accumulate: bool, scratch: usize): void {
  const lda = <usize>((ta ? M : K) << 2), ldb = <usize>((tb ? K : N) << 2), ldc = <usize>(N << 2);
  const edge = scratch, table = edge + EDGE_BYTES, pa = table + TABLE_BYTES, pb = pa + A_BYTES;
  const run = runLength(K);
  for (let n0 = 0; n0 < N; n0 += NC) {
    const nn = min(NC, N - n0);
    for (let k0 = 0; k0 < K; k0 += run) {
      const kk = min(run, K - k0);
      if (tb) packRows(8, nn, kk, b + <usize>n0 * ldb + <usize>(k0 << 2), ldb, pb);
      else packColumns(8, nn, kk, b + <usize>k0 * ldb + <usize>(n0 << 2), ldb, pb);
      for (let m0 = 0; m0 < M; m0 += MC) {
        const mm = min(MC, M - m0);
        if (ta) packColumns(4, mm, kk, a + <usize>k0 * lda + <usize>(m0 << 2), lda, pa);
        else packRows(4, mm, kk, a + <usize>m0 * lda + <usize>(k0 << 2), lda, pa);
        for (let m = 0; m < mm; m++) store<u32>(table + <usize>m * ROW, <u32>(c + <usize>(m0 + m) * ldc));
        multiplyBlock(mm, nn, kk, pa, pb, table, ROW, n0, accumulate || k0 > 0, edge);
      }
    }
  }
}
