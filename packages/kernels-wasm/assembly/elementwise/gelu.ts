import { errorFunction } from './error-function';
import { exponential, logistic } from './exponential';

/** x Phi(x), Phi the normal distribution function. Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2. */
// @ts-ignore: decorator
@inline
function distribution(x: v128): v128 {
  return f32x4.mul(f32x4.splat(0.5), f32x4.add(f32x4.splat(1), errorFunction(f32x4.mul(x, f32x4.splat(0.70710678118654752)))));
}

/** The derivative: Phi(x) + x phi(x) */
// @ts-ignore: decorator
@inline
function exactSlope(x: v128): v128 {
  const density = f32x4.mul(exponential(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5))), f32x4.splat(0.39894228040143268));
  return f32x4.add(distribution(x), f32x4.mul(x, density));
}

/** 2 sqrt(2 / pi) (x + 0.044715 x^3): (1 + tanh(u)) / 2 is the logistic function of 2 u. */
// @ts-ignore: decorator
@inline
function twiceInner(x: v128): v128 {
  return f32x4.mul(f32x4.mul(x, f32x4.splat(1.5957691216057308)), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.mul(x, x), f32x4.splat(0.044715))));
}

/** s + x s (1 - s) (2 u)' */
// @ts-ignore: decorator
@inline
function tanhSlope(x: v128): v128 {
  const s = logistic(twiceInner(x));
  const inner = f32x4.mul(f32x4.splat(1.5957691216057308), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.mul(x, x), f32x4.splat(0.134145))));
  return f32x4.add(s, f32x4.mul(f32x4.mul(x, inner), f32x4.mul(s, f32x4.sub(f32x4.splat(1), s))));
}

// @ts-ignore: decorator
@inline
export function geluOf(x: v128, tanh: bool): v128 {
  return f32x4.mul(x, tanh ? logistic(twiceInner(x)) : distribution(x));
}

/** The derivative. */
// @ts-ignore: decorator
@inline
export function geluSlope(x: v128, tanh: bool): v128 {
  return tanh ? tanhSlope(x) : exactSlope(x);
}

export function gelu(x: usize, tanh: bool, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, geluOf(v128.load(x), tanh));
    x += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, f32x4.extract_lane(geluOf(v128.load32_splat(x), tanh), 0));
    x += 4; out += 4;
  }
}

export function geluGradient(x: usize, upstream: usize, tanh: bool, out: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(out, f32x4.mul(v128.load(upstream), geluSlope(v128.load(x), tanh)));
    x += 16; upstream += 16; out += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, load<f32>(upstream) * f32x4.extract_lane(geluSlope(v128.load32_splat(x), tanh), 0));
    x += 4; upstream += 4; out += 4;
  }
}
