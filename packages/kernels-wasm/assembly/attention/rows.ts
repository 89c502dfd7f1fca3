import { decay } from '../elementwise/decay';

/** What attention does to a row of scores or values: `n` numbers at `x`. */

/** The largest; -Infinity of none. */
export function largest(x: usize, n: i32): f32 {
  let most = f32x4.splat(-Infinity), i = 0;
  for (; i + 4 <= n; i += 4, x += 16) most = f32x4.max(most, v128.load(x));
  for (; i < n; i++, x += 4) most = f32x4.max(most, v128.load32_splat(x));
  return max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

/** x = exp(x - shift); the sum of them. */
export function exponentiate(x: usize, n: i32, shift: f32): f32 {
  const from = f32x4.splat(shift);
  let sums = f32x4.splat(0), i = 0, rest: f32 = 0;
  for (; i + 4 <= n; i += 4, x += 16) {
    const e = decay(f32x4.sub(v128.load(x), from));
    v128.store(x, e);
    sums = f32x4.add(sums, e);
  }
  for (; i < n; i++, x += 4) {
    const e = f32x4.extract_lane(decay(f32x4.sub(v128.load32_splat(x), from)), 0);
    store<f32>(x, e);
    rest += e;
  }
  return total(sums) + rest;
}

/** x = 0; faster than a call to fill memory where rows are short. */
export function clearRow(x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 16) v128.store(x, f32x4.splat(0));
  for (; i < n; i++, x += 4) store<f32>(x, 0);
}

/** to = factor x; `to` may be x. */
export function scaleRow(x: usize, n: i32, factor: f32, to: usize): void {
  const by = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 16, to += 16) v128.store(to, f32x4.mul(v128.load(x), by));
  for (; i < n; i++, x += 4, to += 4) store<f32>(to, load<f32>(x) * factor);
}

/** sum of x y */
export function dot(x: usize, y: usize, n: i32): f32 {
  let sums = f32x4.splat(0), i = 0, rest: f32 = 0;
  for (; i + 4 <= n; i += 4, x += 16, y += 16) sums = f32x4.add(sums, f32x4.mul(v128.load(x), v128.load(y)));
  for (; i < n; i++, x += 4, y += 4) rest += load<f32>(x) * load<f32>(y);
  return total(sums) + rest;
}

/** ds = p (ds - mean) factor: the gradient of softmax, `mean` being the row's sum of p ds. */
export function softmaxGradient(p: usize, ds: usize, n: i32, mean: f32, factor: f32): void {
  const center = f32x4.splat(mean), by = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 16, ds += 16) v128.store(ds, f32x4.mul(f32x4.mul(v128.load(p), by), f32x4.sub(v128.load(ds), center)));
  for (; i < n; i++, p += 4, ds += 4) store<f32>(ds, load<f32>(p) * factor * (load<f32>(ds) - mean));
}

// @ts-ignore: decorator
@inline
function total(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}
