import { KC, ROW, TABLE_BYTES } from '../gemm/scratch';
import { fillTable, Gather, places, seen, tapColumn, tapRow } from './gather';

/**
 * Gradients of pooling over windows, whose places are the taps of a gather from the input [B, H, W, C]. `dx` is written whole.
 * Scratch of both: that of a depthwise convolution.
 */

/** Each place of a window gets its share of the mean's gradient; padding counts nowhere. */
export function averagePoolGradient(gatherAt: usize, upstream: usize, dx: usize, scratch: usize): void {
  pool(gatherAt, 0, upstream, dx, scratch);
}

/** The first place of a window that holds the largest number of `x` gets the gradient; NaN is the largest. */
export function maxPoolGradient(gatherAt: usize, x: usize, upstream: usize, dx: usize, scratch: usize): void {
  pool(gatherAt, x, upstream, dx, scratch);
}

/** `x`: 0 for the mean. */
function pool(gatherAt: usize, x: usize, upstream: usize, dx: usize, scratch: usize): void {
  const g = changetype<Gather>(gatherAt), table = scratch, list = scratch + TABLE_BYTES;
  const M = places(g), row = <usize>g.channels << 2, fromInput = x - dx;
  memory.fill(dx, 0, <usize>(g.batch * g.height * g.width) * row);
  for (let m0 = 0; m0 < M; m0 += KC) {
    const mm = min(KC, M - m0);
    // The "output" of a place is where its upstream stands.
    fillTable(g, m0, mm, dx, upstream, g.channels, table);
    for (let at = table, end = table + <usize>mm * ROW; at < end; at += ROW) {
      let last = list;
      for (let tap = 0; tap < g.taps; tap++) {
        const pixel = seen(g, at, tapRow(g, tap), tapColumn(g, tap), 0);
        if (pixel == 0) continue;
        store<u32>(last, <u32>pixel);
        last += 4;
      }
      const u = <usize>load<u32>(at), share = f32x4.splat(4 / <f32>(last - list));
      for (let c = <usize>0; c < row;) {
        // What stands over at the end is done one by one, with four lanes that hold the same.
        const whole = c + 16 <= row, dy = four(u + c, whole);
        if (x == 0) {
          const part = f32x4.mul(dy, share);
          for (let p = list; p < last; p += 4) addTo(<usize>load<u32>(p) + c, part, whole);
        } else {
          let most = f32x4.splat(-Infinity), taken = i32x4.splat(0);
          for (let p = list; p < last; p += 4) most = f32x4.max(most, four(<usize>load<u32>(p) + fromInput + c, whole));
          for (let p = list; p < last; p += 4) {
            const pixel = <usize>load<u32>(p) + c, value = four(pixel + fromInput, whole);
            const is = v128.andnot(v128.or(f32x4.eq(value, most), f32x4.ne(value, value)), taken);
            addTo(pixel, v128.and(dy, is), whole);
            taken = v128.or(taken, is);
          }
        }
        c += whole ? 16 : 4;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function four(at: usize, whole: bool): v128 {
  return whole ? v128.load(at) : v128.load32_splat(at);
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, value: v128, whole: bool): void {
  if (whole) v128.store(at, f32x4.add(v128.load(at), value));
  else store<f32>(at, load<f32>(at) + f32x4.extract_lane(value, 0));
}
