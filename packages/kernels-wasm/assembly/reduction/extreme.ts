import { maxOfLanes, minOfLanes } from '../normalization/lanes';

/** out[o, i] = the largest, or with `least` the smallest, of x[o, r, i] over r < R; NaN where one is. R is at least 1. */
export function extreme(least: bool, x: usize, O: i32, R: i32, I: i32, out: usize): void {
  if (I == 1) {
    for (let o = 0; o < O; o++, x += <usize>R << 2, out += 4) store<f32>(out, rowExtreme(least, x, R));
    return;
  }
  const row = <usize>I << 2, vectors = row & ~15;
  for (let o = 0; o < O; o++, out += row) {
    memory.copy(out, x, row);
    x += row;
    for (let r = 1; r < R; r++, x += row) {
      let i = <usize>0;
      if (least) for (; i < vectors; i += 16) v128.store(out + i, f32x4.min(v128.load(out + i), v128.load(x + i)));
      else for (; i < vectors; i += 16) v128.store(out + i, f32x4.max(v128.load(out + i), v128.load(x + i)));
      for (; i < row; i += 4) store<f32>(out + i, least ? min(load<f32>(out + i), load<f32>(x + i)) : max(load<f32>(out + i), load<f32>(x + i)));
    }
  }
}

function rowExtreme(least: bool, x: usize, R: i32): f32 {
  const first = load<f32>(x);
  let a = f32x4.splat(first), r = 0, single = first;
  if (least) for (; r + 4 <= R; r += 4, x += 16) a = f32x4.min(a, v128.load(x));
  else for (; r + 4 <= R; r += 4, x += 16) a = f32x4.max(a, v128.load(x));
  for (; r < R; r++, x += 4) single = least ? min(single, load<f32>(x)) : max(single, load<f32>(x));
  return least ? min(single, minOfLanes(a)) : max(single, maxOfLanes(a));
}
