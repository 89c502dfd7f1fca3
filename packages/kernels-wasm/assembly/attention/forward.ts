import { exponential } from '../elementwise/exponential';
import { logarithm } from '../elementwise/logarithm';
import { FEW, fewRows, fewRowsTransposed } from '../gemm/few-rows';
import { packColumns, packRows } from '../gemm/pack';
import { EDGE_BYTES } from '../gemm/scratch';
import { multiplyBlock, multiplyPanels } from '../gemm/tile';
import { addressRows, packedBytes, QUERIES, KEYS, SCORE_ROW, TABLE_BYTES } from './blocks';
import { Attention, visible } from './call';
import { maskRow } from './mask';
import { clearRow, exponentiate, largest, scaleRow } from './rows';

/**
 * softmax(q k^T scale) v, block by block: of the scores there is never more than a block, since the softmax of a row is
 * put right as further keys come in. Dao et al. 2022, arXiv 2205.14135, algorithm 1; queries in the outer loop as in
 * Dao 2023, arXiv 2307.08691, algorithm 1.
 *
 * q: [B, H, Tq, D], k: [B, Hkv, Tk, D], v: [B, Hkv, Tk, E] -> y: [B, H, Tq, E], logSumExp of the scaled and masked scores:
 * [B, H, Tq]. A query that sees nothing gets 0, and -Infinity. Where only some positions take part, k and v are the first of them.
 */
export function attention(at: usize, q: usize, k: usize, v: usize, mask: usize, y: usize, logSumExp: usize, scratch: usize): void {
  const g = changetype<Attention>(at);
  const Tq = g.queries, Tk = g.keys, D = g.width, E = g.valueWidth, group = g.heads / g.keyHeads;
  const rowD = <usize>D << 2, rowE = <usize>E << 2;
  const few = Tq <= FEW;
  const edge = scratch, table = edge + EDGE_BYTES, sums = table + TABLE_BYTES, maxima = sums + <usize>QUERIES * 4;
  const scores = maxima + <usize>QUERIES * 4, packedP = scores + <usize>QUERIES * SCORE_ROW;
  const scaled = packedP + <usize>QUERIES * SCORE_ROW, packedQ = scaled + <usize>QUERIES * rowD;
  const packedK = packedQ + <usize>QUERIES * rowD, packedV = packedK + packedBytes(Tk, D);
  for (let b = 0; b < g.batch; b++) {
    for (let kh = 0; kh < g.keyHeads; kh++) {
      if (!few) {
        packRows(8, Tk, D, k, rowD, packedK);
        for (let k0 = 0, to = packedV; k0 < Tk; k0 += KEYS) {
          const block = min(KEYS, Tk - k0);
          packColumns(8, E, block, v + <usize>k0 * rowE, rowE, to);
          to += packedBytes(E, block);
        }
      }
      for (let h = kh * group; h < (kh + 1) * group; h++) {
        for (let q0 = 0; q0 < Tq; q0 += QUERIES) {
          const rows = min(QUERIES, Tq - q0);
          for (let r = 0; r < rows; r++) {
            scaleRow(q + <usize>r * rowD, D, g.scale, scaled + <usize>r * rowD);
            store<f32>(sums + (<usize>r << 2), 0);
            store<f32>(maxima + (<usize>r << 2), -Infinity);
          }
          if (!few) packRows(4, rows, D, scaled, rowD, packedQ);
          clearRow(y, rows * E);
          for (let k0 = 0; k0 < Tk; k0 += KEYS) {
            const block = min(KEYS, Tk - k0), cols = visible(g, q0 + rows - 1, k0, block);
            if (cols == 0) break;
            if (few) fewRowsTransposed(rows, cols, D, scaled, rowD, k + <usize>k0 * rowD, rowD, scores, SCORE_ROW, false);
            else {
              addressRows(scores, SCORE_ROW, rows, table);
              multiplyBlock(rows, cols, D, packedQ, packedK + packedBytes(k0, D), table, 4, 0, false, edge);
            }
            for (let r = 0; r < rows; r++) {
              weighRow(g, mask, b, h, q0 + r, k0, cols, scores + <usize>r * SCORE_ROW, y + <usize>r * rowE, sums + (<usize>r << 2), maxima + (<usize>r << 2));
            }
            if (few) fewRows(rows, E, cols, scores, SCORE_ROW, v + <usize>k0 * rowE, rowE, y, rowE, true);
            else {
              packRows(4, rows, cols, scores, SCORE_ROW, packedP);
              addressRows(y, rowE, rows, table);
              multiplyPanels(rows, E, cols, packedP, packedV + packedBytes(E, k0), <usize>block << 5, table, 4, 0, true, edge);
            }
          }
          for (let r = 0; r < rows; r++) {
            const sum = load<f32>(sums + (<usize>r << 2));
            if (sum != 0) scaleRow(y, E, 1 / sum, y);
            store<f32>(logSumExp, load<f32>(maxima + (<usize>r << 2)) + f32x4.extract_lane(logarithm(f32x4.splat(sum)), 0));
            logSumExp += 4; y += rowE; q += rowD;
          }
        }
      }
      k += <usize>g.keyStep * rowD;
      v += <usize>g.keyStep * rowE;
    }
  }
}

/**
 * Scores of a query with `cols` keys from key k on -> their exponentials, less the largest score until now; what y and the sum hold of earlier keys
 * is scaled to the same.
 */
function weighRow(g: Attention, mask: usize, batch: i32, head: i32, query: i32, k: i32, cols: i32, scores: usize, y: usize, sum: usize, maximum: usize): void {
  const n = visible(g, query, k, cols), before = load<f32>(maximum);
  maskRow(g, mask, batch, head, query, k, scores, n);
  const most = max(before, largest(scores, n));
  // Where nothing was seen yet every score is -Infinity, and 0 as good a shift as any.
  const added = exponentiate(scores, n, most == -Infinity ? 0 : most);
  clearRow(scores + (<usize>n << 2), cols - n);
  if (before != most && before != -Infinity) {
    const factor = f32x4.extract_lane(exponential(f32x4.splat(before - most)), 0);
    scaleRow(y, g.valueWidth, factor, y);
    store<f32>(sum, load<f32>(sum) * factor);
  }
  store<f32>(sum, load<f32>(sum) + added);
  store<f32>(maximum, most);
}
