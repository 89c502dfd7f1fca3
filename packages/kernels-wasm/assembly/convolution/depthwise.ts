import { fillTable, Gather, places, seen, tapColumn, tapRow } from './gather';
import { KC, ROW, TABLE_BYTES } from '../gemm/scratch';

/** Bytes of scratch: the table of places, then what each tap sees and weighs. */
export function depthwiseScratchBytes(taps: i32): usize {
  return TABLE_BYTES + (<usize>taps << 3);
}

/**
 * out[place, c] = bias[c] + sum over taps of source[what the tap sees, c] weights[tap, c]: a convolution in which each channel sees itself
 * alone, or its input gradient. `tapList`: the row of `weights` of each tap, as int32; `bias` may be 0.
 */
export function depthwise(gatherAt: usize, source: usize, weights: usize, tapList: usize, bias: usize, out: usize, scratch: usize): void {
  const g = changetype<Gather>(gatherAt), table = scratch, list = scratch + TABLE_BYTES;
  const M = places(g), row = <usize>g.channels << 2, vectors = row & ~15;
  for (let m0 = 0; m0 < M; m0 += KC) {
    const mm = min(KC, M - m0);
    fillTable(g, m0, mm, source, out, g.channels, table);
    for (let at = table, end = table + <usize>mm * ROW; at < end; at += ROW) {
      let last = list;
      for (let tap = 0; tap < g.taps; tap++) {
        const pixel = seen(g, at, tapRow(g, tap), tapColumn(g, tap), 0);
        if (pixel == 0) continue;
        store<u32>(last, <u32>pixel);
        store<u32>(last, <u32>(weights + <usize>load<i32>(tapList + (<usize>tap << 2)) * row), 4);
        last += 8;
      }
      const to = <usize>load<u32>(at);
      let c = <usize>0;
      for (; c < vectors; c += 16) {
        let sum = bias == 0 ? f32x4.splat(0) : v128.load(bias + c);
        for (let pair = list; pair < last; pair += 8) sum = f32x4.add(sum, f32x4.mul(v128.load(<usize>load<u32>(pair) + c), v128.load(<usize>load<u32>(pair, 4) + c)));
        v128.store(to + c, sum);
      }
      for (; c < row; c += 4) {
        let sum: f32 = bias == 0 ? 0 : load<f32>(bias + c);
        for (let pair = list; pair < last; pair += 8) sum += load<f32>(<usize>load<u32>(pair) + c) * load<f32>(<usize>load<u32>(pair, 4) + c);
        store<f32>(to + c, sum);
      }
    }
  }
}

/** filter[tap, c] = sum over places of source[what the tap sees, c] upstream[place, c]. Blocks of places are summed up on their own. */
export function depthwiseFilterGradient(gatherAt: usize, source: usize, upstream: usize, filter: usize, scratch: usize): void {
  const g = changetype<Gather>(gatherAt), table = scratch;
  const M = places(g), row = <usize>g.channels << 2, vectors = row & ~15;
  memory.fill(filter, 0, <usize>g.taps * row);
  for (let m0 = 0; m0 < M; m0 += KC) {
    const mm = min(KC, M - m0), end = table + <usize>mm * ROW;
    // The "output" of a place is where its upstream stands.
    fillTable(g, m0, mm, source, upstream, g.channels, table);
    for (let tap = 0; tap < g.taps; tap++) {
      const to = filter + <usize>tap * row, dh = tapRow(g, tap), dw = tapColumn(g, tap);
      let c = <usize>0;
      for (; c < vectors; c += 16) {
        let sum = f32x4.splat(0);
        for (let at = table; at < end; at += ROW) {
          const pixel = seen(g, at, dh, dw, 0);
          if (pixel != 0) sum = f32x4.add(sum, f32x4.mul(v128.load(pixel + c), v128.load(<usize>load<u32>(at) + c)));
        }
        v128.store(to + c, f32x4.add(v128.load(to + c), sum));
      }
      for (; c < row; c += 4) {
        let sum: f32 = 0;
        for (let at = table; at < end; at += ROW) {
          const pixel = seen(g, at, dh, dw, 0);
          if (pixel != 0) sum += load<f32>(pixel + c) * load<f32>(<usize>load<u32>(at) + c);
        }
        store<f32>(to + c, load<f32>(to + c) + sum);
      }
    }
  }
}
