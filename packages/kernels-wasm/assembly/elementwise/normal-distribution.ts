import { exponentialOfSum } from './exponential';

/** The bits that a float32 keeps so that its square is exact. */
const HALF: i32 = 0xfffff000;

/**
 * exp(-t^2 / 2) for t >= 0. t^2 is taken in two parts: rounding it would cost as many units in the last place as it is large.
 */
// @ts-ignore: decorator
@inline
export function gaussian(t: v128): v128 {
  const high = v128.and(t, i32x4.splat(HALF)), low = f32x4.mul(f32x4.sub(t, high), f32x4.add(t, high));
  return exponentialOfSum(f32x4.mul(f32x4.mul(high, high), f32x4.splat(-0.5)), f32x4.mul(low, f32x4.splat(-0.5)));
}

/** The upper tail of the normal distribution, 1 - Phi(t) for t >= 0, from `bell` = {@link gaussian}(t). */
// @ts-ignore: decorator
@inline
export function upperTail(t: v128, bell: v128): v128 {
  return f32x4.mul(rationalTail(t), bell);
}

/**
 * exp(t^2 / 2) (1 - Phi(t)) for t >= 0, a rational function within 6e-9 on [0, 13.5], fitted to the least largest relative error; all its
 * coefficients are positive, so nothing cancels.
 */
// @ts-ignore: decorator
@inline
export function rationalTail(t: v128): v128 {
  let p = f32x4.splat(0.0040367231683137236);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.04009661661223119));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.18164209543545328));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.43614203418448759));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.5));
  let q = f32x4.splat(0.010118425610424773);
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.10051452208976777));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.46526517694467187));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(1.1958820268470039));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(1.6701689923398178));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(1));
  return f32x4.div(p, q);
}

/** Phi(x) for |x| <= 1.5: 1/2 + x times a polynomial of x^2 within 3e-9, which loses nothing near 0. */
// @ts-ignore: decorator
@inline
export function middle(x: v128): v128 {
  const s = f32x4.mul(x, x);
  let p = f32x4.splat(4.11553945148e-7);
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-8.71828996767e-6));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.14356354012e-4));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-1.18648844803e-3));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(9.97324128463e-3));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-6.64903350226e-2));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(3.98942279338e-1));
  return f32x4.add(f32x4.mul(p, x), f32x4.splat(0.5));
}
