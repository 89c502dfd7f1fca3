import { packColumns } from '../gemm/pack';
import { A_BYTES, B_BYTES, EDGE_BYTES, KC, MC, NC, ROW, TABLE_BYTES } from '../gemm/scratch';
import { multiplyBlock } from '../gemm/tile';
import { fillTable, Gather, places, seen, tapColumn, tapRow } from './gather';

/**
 * filter[(tap, channel), N] = gathered(source)[place, (tap, channel)]^T upstream[place, N]. Rows of both have `pitch` columns: those of all groups.
 * `scratch`: that of a product, then `channels` zeros, then one address for each of MC rows.
 */
export function convolveFilterGradient(gatherAt: usize, source: usize, upstream: usize, pitch: i32, N: i32, filter: usize, scratch: usize): void {
  const g = changetype<Gather>(gatherAt);
  const edge = scratch, table = edge + EDGE_BYTES, pa = table + TABLE_BYTES, pb = pa + A_BYTES, zeros = pb + B_BYTES;
  const rows = zeros + <usize>(g.channels << 2);
  const M = g.taps * g.channels, K = places(g), ldc = <usize>(pitch << 2);
  memory.fill(zeros, 0, <usize>(g.channels << 2));
  for (let n0 = 0; n0 < N; n0 += NC) {
    const nn = min(NC, N - n0);
    for (let k0 = 0; k0 < K; k0 += KC) {
      const kk = min(KC, K - k0);
      fillTable(g, k0, kk, source, 0, 0, table);
      packColumns(8, nn, kk, upstream + <usize>k0 * ldc + <usize>(n0 << 2), ldc, pb);
      for (let m0 = 0; m0 < M; m0 += MC) {
        const mm = min(MC, M - m0);
        packTaps(g, table, kk, m0, mm, zeros, pa);
        for (let m = 0; m < mm; m++) store<u32>(rows + (<usize>m << 2), <u32>(filter + <usize>(m0 + m) * ldc));
        multiplyBlock(mm, nn, kk, pa, pb, rows, 4, n0, k0 > 0, edge);
      }
    }
  }
}

/** Panels of 4 columns (tap, channel) of the gathered matrix, over the places in the table. */
function packTaps(g: Gather, table: usize, kk: i32, m0: i32, mm: i32, zeros: usize, d: usize): void {
  const C = g.channels;
  for (let m = m0; m < m0 + mm; m += 4) {
    const tap = m / C, c = m - tap * C, row0 = table;
    if (c + 4 <= C && m + 4 <= m0 + mm) {
      const dh = tapRow(g, tap), dw = tapColumn(g, tap), at = <usize>(c << 2);
      for (let k = 0, row = row0; k < kk; k++, row += ROW) {
        v128.store(d, v128.load(seen(g, row, dh, dw, zeros) + at));
        d += 16;
      }
    } else {
      // Four columns that belong to two or more taps, or stand over at the end.
      for (let i = 0; i < 4; i++) {
        const mi = m + i, inside = mi < m0 + mm, ti = mi / C, ci = <usize>((mi - ti * C) << 2);
        const dh = inside ? tapRow(g, ti) : 0, dw = inside ? tapColumn(g, ti) : 0;
        for (let k = 0, row = row0; k < kk; k++, row += ROW) {
          store<f32>(d + (<usize>(k * 4 + i) << 2), inside ? load<f32>(seen(g, row, dh, dw, zeros) + ci) : 0);
        }
      }
      d += <usize>(kk << 4);
    }
  }
}
