import { clamp, onePlusDecay } from './exponential';
import { gaussian, middle, upperTail } from './normal-distribution';

/** Beyond it the normal distribution and (1 + tanh(u)) / 2 are 0 or 1 in single precision. */
const END: f32 = 20;

/** x Phi(x), Phi the normal distribution function. Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2. */
function exact(x: v128): v128 {
  const t = f32x4.abs(clamp(x, -END, END));
  const isMiddle = f32x4.lt(f32x4.abs(f32x4.sub(x, f32x4.splat(0.5))), f32x4.splat(1));
  return f32x4.mul(x, v128.bitselect(middle(x), distribution(x, upperTail(t, gaussian(t))), isMiddle));
}

/** The derivative: Phi(x) + x phi(x) */
function exactSlope(value: v128): v128 {
  const x = clamp(value, -END, END), t = f32x4.abs(x), bell = gaussian(t);
  return f32x4.add(distribution(x, upperTail(t, bell)), f32x4.mul(f32x4.mul(bell, f32x4.splat(0.39894228040143268)), x));
}

// @ts-ignore: decorator
@inline
function distribution(x: v128, tail: v128): v128 {
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
}

/** 2 u, u = sqrt(2 / pi) (x + 0.044715 x^3): (1 + tanh(u)) / 2 is 1 / (1 + exp(-2 u)). */
// @ts-ignore: decorator
@inline
function twiceInner(x: v128): v128 {
  return f32x4.mul(x, f32x4.add(f32x4.splat(1.5957691216057308), f32x4.mul(f32x4.mul(x, x), f32x4.splat(1.5957691216057308 * 0.044715))));
}

/** x (1 + tanh(u)) / 2, the approximation of the same paper. */
function tanh(x: v128): v128 {
  return f32x4.div(x, onePlusDecay(twiceInner(x)));
}

/** s + x s (1 - s) (2 u)', s = (1 + tanh(u)) / 2 */
function tanhSlope(value: v128): v128 {
  const x = clamp(value, -END, END), s = f32x4.div(f32x4.splat(1), onePlusDecay(twiceInner(x)));
  const inner = f32x4.add(f32x4.splat(1.5957691216057308), f32x4.mul(f32x4.mul(x, x), f32x4.splat(1.5957691216057308 * 0.134145)));
  return f32x4.add(s, f32x4.mul(f32x4.mul(x, inner), f32x4.mul(s, f32x4.sub(f32x4.splat(1), s))));
}

/** Of four numbers. */
// @ts-ignore: decorator
@inline
export function geluOf(x: v128, approximate: bool): v128 {
  return approximate ? tanh(x) : exact(x);
}

// @ts-ignore: decorator
@inline
export function geluSlope(x: v128, approximate: bool): v128 {
  return approximate ? tanhSlope(x) : exactSlope(x);
}
