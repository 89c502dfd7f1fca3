import { channelSums } from '../normalization/channel-sums';

/** Rows whose sum is taken in single precision before it is added to the others: errors grow with the root of the blocks. */
const BLOCK: i32 = 256;

/** out[o, i] = factor times the sum over r of x[o, r, i]. `scratch`: 4 I bytes. */
export function sum(x: usize, O: i32, R: i32, I: i32, factor: f32, out: usize, scratch: usize): void {
  if (I == 1) {
    for (let o = 0; o < O; o++) {
      store<f32>(out, factor * rowSum(x, R));
      x += <usize>R << 2; out += 4;
    }
    return;
  }
  const row = <usize>I << 2;
  for (let o = 0; o < O; o++) {
    channelSums(x, min(BLOCK, R), I, out);
    for (let r = BLOCK; r < R; r += BLOCK) {
      channelSums(x + <usize>r * row, min(BLOCK, R - r), I, scratch);
      for (let i = <usize>0; i < row; i += 4) store<f32>(out + i, load<f32>(out + i) + load<f32>(scratch + i));
    }
    if (factor != 1) for (let i = <usize>0; i < row; i += 4) store<f32>(out + i, load<f32>(out + i) * factor);
    x += <usize>R * row; out += row;
  }
}

function rowSum(x: usize, R: i32): f32 {
  let total: f64 = 0;
  for (let r0 = 0; r0 < R; r0 += 4 * BLOCK) {
    const length = min(4 * BLOCK, R - r0);
    let a = f32x4.splat(0), b = a, single: f32 = 0, r = 0;
    for (; r + 8 <= length; r += 8) {
      a = f32x4.add(a, v128.load(x));
      b = f32x4.add(b, v128.load(x, 16));
      x += 32;
    }
    for (; r < length; r++) {
      single += load<f32>(x);
      x += 4;
    }
    a = f32x4.add(a, b);
    total += <f64>(f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1)) + <f64>(f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3)) + <f64>single;
  }
  return <f32>total;
}
