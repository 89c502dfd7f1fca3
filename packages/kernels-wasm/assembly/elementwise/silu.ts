import { logistic } from './exponential';

/** x sigmoid(x). Hendrycks and Gimpel 2016, arXiv 1606.08415. */
// @ts-ignore: decorator
@inline
export function siluOf(x: v128): v128 {
  return f32x4.mul(x, logistic(x));
}

/** s (1 + x (1 - s)), s = sigmoid(x) */
// @ts-ignore: decorator
@inline
export function siluSlope(x: v128): v128 {
  const s = logistic(x);
  return f32x4.mul(s, f32x4.add(f32x4.splat(1), f32x4.mul(x, f32x4.sub(f32x4.splat(1), s))));
}

export function silu(x: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, siluOf(v128.load(x)));
    x += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, f32x4.extract_lane(siluOf(v128.load32_splat(x)), 0));
    x += 4; out += 4;
  }
}

export function siluGradient(x: usize, upstream: usize, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, f32x4.mul(v128.load(upstream), siluSlope(v128.load(x))));
    x += 16; upstream += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, load<f32>(upstream) * f32x4.extract_lane(siluSlope(v128.load32_splat(x)), 0));
    x += 4; upstream += 4; out += 4;
  }
}
