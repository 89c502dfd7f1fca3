import { multiplyAdd } from '../gemm/multiply-add';

/** 1.5 * 2^23: added to a number, it leaves the number's nearest integer in the last bits; and 127 more, the bias of exponents. */
const ROUND: f32 = 12582912 + 127;

/**
 * exp(x) of four numbers that are at most a little above 0, as scores less the largest of their row: 2^n exp(r) as in
 * `exponential.ts`, within 2 units in the last place, with a third of its instructions. 0 below -87.3; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function decay(value: v128): v128 {
  const x = f32x4.max(value, f32x4.splat(-87.3));
  const rounded = multiplyAdd(x, f32x4.splat(1.44269504088896341), f32x4.splat(ROUND));
  const n = f32x4.sub(rounded, f32x4.splat(ROUND));
  // ln 2 in two parts, so that n ln 2 is taken off without rounding.
  const r = multiplyAdd(n, f32x4.splat(2.12194440e-4), multiplyAdd(n, f32x4.splat(-0.693359375), x));
  let p = multiplyAdd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), f32x4.splat(1));
  const power = f32x4.mul(p, i32x4.shl(rounded, 23));
  return v128.andnot(power, f32x4.lt(value, f32x4.splat(-87.3)));
}
