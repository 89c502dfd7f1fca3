import { packColumns, transpose4 } from '../gemm/pack';
import { A_BYTES, B_BYTES, EDGE_BYTES, MC, NC, ROW, runLength, TABLE_BYTES } from '../gemm/scratch';
import { multiplyBlock } from '../gemm/tile';
import { fillTable, Gather, places, seen, tapColumn, tapRow } from './gather';

/**
 * out[place, N] = gathered(source)[place, (tap, channel)] weights[(tap, channel), N].
 * A convolution with its filter as weights; its input gradient with the turned filter (one call for each phase of the stride).
 * Rows of the weights have `weightPitch` columns, pixels of the output `outPitch` channels: those of all groups. `accumulate` adds to
 * what stands in the output. `scratch`: that of a product, then `channels` zeros.
 */
export function convolve(gatherAt: usize, source: usize, weights: usize, weightPitch: i32, N: i32, out: usize, outPitch: i32, accumulate: bool, scratch: usize): void {
  const g = changetype<Gather>(gatherAt);
  const edge = scratch, table = edge + EDGE_BYTES, pa = table + TABLE_BYTES, pb = pa + A_BYTES, zeros = pb + B_BYTES;
  const M = places(g), K = g.taps * g.channels, run = runLength(K), ldb = <usize>(weightPitch << 2);
  memory.fill(zeros, 0, <usize>(g.channels << 2));
  for (let n0 = 0; n0 < N; n0 += NC) {
    const nn = min(NC, N - n0);
    for (let k0 = 0; k0 < K; k0 += run) {
      const kk = min(run, K - k0);
      packColumns(8, nn, kk, weights + <usize>k0 * ldb + <usize>(n0 << 2), ldb, pb);
      for (let m0 = 0; m0 < M; m0 += MC) {
        const mm = min(MC, M - m0);
        fillTable(g, m0, mm, source, out, outPitch, table);
        packPlaces(g, table, mm, k0, kk, zeros, pa);
        multiplyBlock(mm, nn, kk, pa, pb, table, ROW, n0, accumulate || k0 > 0, edge);
      }
    }
  }
}

/** Panels of 4 places, columns k0 to k0 + kk of the gathered matrix. */
function packPlaces(g: Gather, table: usize, rows: i32, k0: i32, kk: i32, zeros: usize, d: usize): void {
  const C = g.channels;
  for (let r = 0; r < rows; r += 4) {
    const row = table + <usize>r * ROW, left = rows - r;
    let tap = k0 / C, c = k0 - tap * C, k = 0;
    while (k < kk) {
      const dh = tapRow(g, tap), dw = tapColumn(g, tap), length = min(C - c, kk - k), at = <usize>(c << 2);
      let p0 = seen(g, row, dh, dw, zeros) + at;
      let p1 = (left > 1 ? seen(g, row + ROW, dh, dw, zeros) : zeros) + at;
      let p2 = (left > 2 ? seen(g, row + 2 * ROW, dh, dw, zeros) : zeros) + at;
      let p3 = (left > 3 ? seen(g, row + 3 * ROW, dh, dw, zeros) : zeros) + at;
      let j = 0;
      for (; j + 4 <= length; j += 4) {
        transpose4(p0, p1, p2, p3, d, 16);
        p0 += 16; p1 += 16; p2 += 16; p3 += 16;
        d += 64;
      }
      for (; j < length; j++) {
        store<f32>(d, load<f32>(p0)); store<f32>(d, load<f32>(p1), 4); store<f32>(d, load<f32>(p2), 8); store<f32>(d, load<f32>(p3), 12);
        p0 += 4; p1 += 4; p2 += 4; p3 += 4;
        d += 16;
      }
      k += length;
      c = 0;
      tap++;
    }
  }
}

/**
 * Turns a filter for the input gradient: to[(tap, outChannel), inChannel] from filter[tap, inChannel, outChannel], for the taps listed
 * (as int32) at `list`. Rows of the filter have `pitch` columns, those of all groups.
 */
export function turnFilter(filter: usize, list: usize, taps: i32, inChannels: i32, outChannels: i32, pitch: i32, to: usize): void {
  for (let t = 0; t < taps; t++) {
    const from = filter + (<usize>(load<i32>(list + (<usize>t << 2)) * inChannels * pitch) << 2);
    for (let o = 0; o < outChannels; o++) {
      for (let i = 0; i < inChannels; i++) {
        store<f32>(to, load<f32>(from + (<usize>(i * pitch + o) << 2)));
        to += 4;
      }
    }
  }
}
