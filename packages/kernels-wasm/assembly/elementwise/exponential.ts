/**
 * exp of four numbers to about one unit in the last place: x = n ln 2 + r, exp(x) = 2^n exp(r) with a polynomial in r
 * (Cephes, Moshier 1989). Overflows to infinity, underflows through the denormal numbers to 0; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  return exponentialOfSum(x, f32x4.splat(0));
}

/** exp(x + small), where `small` is what rounding took off x: it is added after n ln 2 went off, so that it isn't lost. */
// @ts-ignore: decorator
@inline
export function exponentialOfSum(value: v128, small: v128): v128 {
  const x = clamp(value, -104, 89), shifted = powers(x);
  const p = f32x4.add(beyondOne(f32x4.add(remainder(x, shifted), small)), f32x4.splat(1));
  // 2^n in two factors: one alone is no float32 for n = 128 and below -126.
  const k = i32x4.sub(shifted, f32x4.splat(SHIFT)), half = i32x4.shr_s(k, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(k, half)));
}

/** 1 + exp(-x), rounded once: 1 + 2^n comes first, which is exact where it matters. Infinite from exp(88.3) on. */
// @ts-ignore: decorator
@inline
export function onePlusDecay(value: v128): v128 {
  const x = f32x4.neg(clamp(value, -88.3, 87)), shifted = powers(x);
  const power = powerOfTwo(i32x4.sub(shifted, f32x4.splat(SHIFT))), s = beyondOne(remainder(x, shifted));
  const whole = f32x4.add(power, f32x4.splat(1)), lost = f32x4.sub(f32x4.splat(1), f32x4.sub(whole, power));
  const sum = f32x4.add(whole, f32x4.add(f32x4.mul(power, s), lost));
  return v128.bitselect(f32x4.splat(Infinity), sum, f32x4.lt(value, f32x4.splat(-88.3)));
}

/** 1 / (1 + exp(-x)) */
// @ts-ignore: decorator
@inline
export function logistic(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), onePlusDecay(x));
}

/** Where float32 numbers lie 1 apart: added to x it rounds x, and the last bits of the sum are the whole number. */
const SHIFT: f32 = 12582912;

/** The n of x = n ln 2 + r, plus SHIFT. */
// @ts-ignore: decorator
@inline
function powers(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(SHIFT));
}

/** x between two bounds; NaN stays NaN. One instruction for each, where `min` and `max` are six. */
// @ts-ignore: decorator
@inline
export function clamp(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(low)), f32x4.splat(high));
}

/** x - n ln 2, ln 2 in two parts so that the first is taken off without rounding. */
// @ts-ignore: decorator
@inline
function remainder(x: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, f32x4.splat(SHIFT));
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
}

/** exp(r) - 1 for |r| <= ln 2 / 2 */
// @ts-ignore: decorator
@inline
function beyondOne(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  return f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
}

// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}
