import { packColumns, packRows } from '../gemm/pack';
import { EDGE_BYTES } from '../gemm/scratch';
import { multiplyBlock, multiplyPanels } from '../gemm/tile';
import { addressRows, KEYS, packedBytes, QUERIES, SCORE_ROW, TABLE_BYTES } from './blocks';
import { Attention, visible } from './call';
import { maskRow } from './mask';
import { clearRow, dot, exponentiate, scaleRow, softmaxGradient } from './rows';

/**
 * The gradients of attention, from its inputs and results and dy: [B, H, Tq, E]. Each block's weights are computed again
 * from logSumExp. Dao et al. 2022, arXiv 2205.14135, algorithm 4 (appendix B.4); the sum of p dp of a row is y dy there, too.
 * dq: [B, H, Tq, D], dk: [B, Hkv, Tk, D], dv: [B, Hkv, Tk, E]
 */
export function attentionGradient(
  at: usize, q: usize, k: usize, v: usize, mask: usize, y: usize, logSumExp: usize, dy: usize, dq: usize, dk: usize, dv: usize, scratch: usize,
): void {
  const g = changetype<Attention>(at);
  const Tq = g.queries, Tk = g.keys, D = g.width, E = g.valueWidth, group = g.heads / g.keyHeads;
  const rowD = <usize>D << 2, rowE = <usize>E << 2;
  const edge = scratch, table = edge + EDGE_BYTES, p = table + TABLE_BYTES, ds = p + <usize>QUERIES * SCORE_ROW, packedScores = ds + <usize>QUERIES * SCORE_ROW;
  const scaled = packedScores + <usize>QUERIES * SCORE_ROW, rowsQ = scaled + <usize>QUERIES * rowD, rowsDy = rowsQ + <usize>QUERIES * rowD;
  const columnsQ = rowsDy + <usize>QUERIES * rowE, columnsDy = columnsQ + packedBytes(D, QUERIES);
  const rowsK = columnsDy + packedBytes(E, QUERIES), columnsK = rowsK + packedBytes(KEYS, D), rowsV = columnsK + packedBytes(D, KEYS);
  memory.fill(dq, 0, <usize>(g.batch * g.heads * Tq) * rowD);
  memory.fill(dk, 0, <usize>(g.batch * g.keyHeads * Tk) * rowD);
  memory.fill(dv, 0, <usize>(g.batch * g.keyHeads * Tk) * rowE);
  for (let b = 0; b < g.batch; b++) {
    for (let kh = 0; kh < g.keyHeads; kh++) {
      for (let k0 = 0; k0 < Tk; k0 += KEYS) {
        const block = min(KEYS, Tk - k0), atD = <usize>k0 * rowD, atE = <usize>k0 * rowE;
        packRows(8, block, D, k + atD, rowD, rowsK);
        packColumns(8, D, block, k + atD, rowD, columnsK);
        packRows(8, block, E, v + atE, rowE, rowsV);
        for (let h = kh * group; h < (kh + 1) * group; h++) {
          const head = <usize>((b * g.heads + h) * Tq);
          for (let q0 = 0; q0 < Tq; q0 += QUERIES) {
            const rows = min(QUERIES, Tq - q0), cols = visible(g, q0 + rows - 1, k0, block);
            if (cols == 0) continue;
            const row = head + <usize>q0, fromQ = q + row * rowD, fromDy = dy + row * rowE;
            for (let r = 0; r < rows; r++) scaleRow(fromQ + <usize>r * rowD, D, g.scale, scaled + <usize>r * rowD);
            packRows(4, rows, D, scaled, rowD, rowsQ);
            packRows(4, rows, E, fromDy, rowE, rowsDy);
            packColumns(8, D, rows, fromQ, rowD, columnsQ);
            packColumns(8, E, rows, fromDy, rowE, columnsDy);

            addressRows(p, SCORE_ROW, rows, table);
            multiplyBlock(rows, cols, D, rowsQ, rowsK, table, 4, 0, false, edge); // p = q k^T scale
            for (let r = 0; r < rows; r++) {
              const scores = p + <usize>r * SCORE_ROW, n = visible(g, q0 + r, k0, cols), sum = load<f32>(logSumExp + ((row + <usize>r) << 2));
              maskRow(g, mask, b, h, q0 + r, k0, scores, n);
              exponentiate(scores, n, sum == -Infinity ? 0 : sum);
              clearRow(scores + (<usize>n << 2), cols - n);
            }
            addressRows(ds, SCORE_ROW, rows, table);
            multiplyBlock(rows, cols, E, rowsDy, rowsV, table, 4, 0, false, edge); // ds = dy v^T
            packColumns(4, cols, rows, p, SCORE_ROW, packedScores);
            addressRows(dv + atE, rowE, cols, table);
            multiplyBlock(cols, E, rows, packedScores, columnsDy, table, 4, 0, true, edge); // dv += p^T dy

            for (let r = 0; r < rows; r++) {
              const mean = dot(y + (row + <usize>r) * rowE, fromDy + <usize>r * rowE, E);
              softmaxGradient(p + <usize>r * SCORE_ROW, ds + <usize>r * SCORE_ROW, cols, mean, g.scale);
            }
            packRows(4, rows, cols, ds, SCORE_ROW, packedScores);
            addressRows(dq + row * rowD, rowD, rows, table);
            multiplyPanels(rows, D, cols, packedScores, columnsK, <usize>block << 5, table, 4, 0, true, edge); // dq += ds k
            packColumns(4, cols, rows, ds, SCORE_ROW, packedScores);
            addressRows(dk + atD, rowD, cols, table);
            multiplyBlock(cols, D, rows, packedScores, columnsQ, table, 4, 0, true, edge); // dk += ds^T q
          }
        }
      }
      k += <usize>Tk * rowD; v += <usize>Tk * rowE;
      dk += <usize>Tk * rowD; dv += <usize>Tk * rowE;
    }
  }
}
