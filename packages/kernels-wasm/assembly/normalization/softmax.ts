/** Softmax along the rows of [R, C], after each row's largest number is taken off. */
import { exponential } from '../elementwise/exponential';
import { logarithm } from '../elementwise/logarithm';
import { maxOfLanes, sumOfLanes } from './lanes';

/** The largest of a row; NaN where one is. */
export function rowMax(x: usize, C: i32): f32 {
  let a = f32x4.splat(-Infinity), c = 0, largest: f32 = -Infinity;
  for (; c + 4 <= C; c += 4, x += 16) a = f32x4.max(a, v128.load(x));
  for (; c < C; c++, x += 4) largest = max(largest, load<f32>(x));
  return max(largest, maxOfLanes(a));
}

/** y = exp(x - shift), where `y` isn't 0; returns the sum. */
export function rowExponentials(x: usize, C: i32, shift: f32, y: usize): f64 {
  const s = f32x4.splat(shift);
  let total = f32x4.splat(0), c = 0, single: f64 = 0;
  for (; c + 4 <= C; c += 4) {
    const e = exponential(f32x4.sub(v128.load(x + (<usize>c << 2)), s));
    if (y != 0) v128.store(y + (<usize>c << 2), e);
    total = f32x4.add(total, e);
  }
  for (; c < C; c++) {
    const e = f32x4.extract_lane(exponential(f32x4.sub(v128.load32_splat(x + (<usize>c << 2)), s)), 0);
    if (y != 0) store<f32>(y + (<usize>c << 2), e);
    single += <f64>e;
  }
  return single + sumOfLanes(total);
}

/** ln of one number. */
// @ts-ignore: decorator
@inline
export function logOf(x: f64): f32 {
  return f32x4.extract_lane(logarithm(f32x4.splat(<f32>x)), 0);
}

/** y = exp(x - max) / sum, or with `log` x - max - ln sum */
export function softmax(x: usize, log: bool, R: i32, C: i32, y: usize): void {
  const row = <usize>C << 2, vectors = row & ~15;
  for (let r = 0; r < R; r++, x += row, y += row) {
    const largest = rowMax(x, C), total = rowExponentials(x, C, largest, log ? 0 : y);
    let c = <usize>0;
    if (log) {
      const shift = f32x4.splat(largest), ln = f32x4.splat(logOf(total));
      for (; c < vectors; c += 16) v128.store(y + c, f32x4.sub(f32x4.sub(v128.load(x + c), shift), ln));
      for (; c < row; c += 4) store<f32>(y + c, load<f32>(x + c) - largest - f32x4.extract_lane(ln, 0));
    } else {
      const factor = f32x4.splat(<f32>(1 / total));
      for (; c < vectors; c += 16) v128.store(y + c, f32x4.mul(v128.load(y + c), factor));
      for (; c < row; c += 4) store<f32>(y + c, load<f32>(y + c) * f32x4.extract_lane(factor, 0));
    }
  }
}
