/**
 * Inverse error function of two numbers in (-1, 1), in double precision: Giles 2010, "Approximating the erfinv function", table 5.
 * Operation for operation what core's `random/transcendental.ts` does, so that both give the same bits.
 */
export function inverseErrorFunction(x: v128): v128 {
  const w = f64x2.neg(logarithm(f64x2.sub(f64x2.splat(1), f64x2.mul(x, x))));
  const t = f64x2.sub(w, f64x2.splat(2.5));
  let p = f64x2.splat(2.81022636e-8);
  p = f64x2.add(f64x2.splat(3.43273939e-7), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-3.5233877e-6), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-4.39150654e-6), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.00021858087), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.00125372503), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.00417768164), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.246640727), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(1.50140941), f64x2.mul(t, p));
  const isTail = f64x2.ge(w, f64x2.splat(5));
  // One number in 150.
  return f64x2.mul(x, v128.any_true(isTail) ? v128.bitselect(tail(w), p, isTail) : p);
}

function tail(w: v128): v128 {
  const t = f64x2.sub(f64x2.sqrt(w), f64x2.splat(3));
  let p = f64x2.splat(-0.000200214257);
  p = f64x2.add(f64x2.splat(0.000100950558), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.00134934322), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.00367342844), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.00573950773), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.0076224613), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.00943887047), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(1.00167406), f64x2.mul(t, p));
  return f64x2.add(f64x2.splat(2.83297682), f64x2.mul(t, p));
}

/** ln of two normal positive numbers: x = 2^e m, m in [sqrt(1/2), sqrt(2)), and the power series of 2 atanh((m - 1) / (m + 1)). */
// @ts-ignore: decorator
@inline
function logarithm(x: v128): v128 {
  // Carries into the exponent from the mantissa of sqrt(1/2) on.
  const carried = i64x2.add(x, i64x2.splat((<i64>(0x3ff00000 - 0x3fe6a09e)) << 32));
  const exponents = i64x2.sub(i64x2.shr_u(carried, 52), i64x2.splat(1023));
  const e = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  const m = i64x2.add(v128.and(carried, i64x2.splat(0x000fffffffffffff)), i64x2.splat((<i64>0x3fe6a09e) << 32));
  const s = f64x2.div(f64x2.sub(m, f64x2.splat(1)), f64x2.add(m, f64x2.splat(1))), z = f64x2.mul(s, s), zz = f64x2.mul(z, z);
  const even = f64x2.add(f64x2.splat(1), f64x2.mul(zz, f64x2.add(f64x2.splat(1 / 5.0), f64x2.mul(zz, f64x2.add(f64x2.splat(1 / 9.0), f64x2.mul(zz, f64x2.splat(1 / 13.0)))))));
  const odd = f64x2.add(f64x2.splat(1 / 3.0), f64x2.mul(zz, f64x2.add(f64x2.splat(1 / 7.0), f64x2.mul(zz, f64x2.splat(1 / 11.0)))));
  return f64x2.add(f64x2.mul(e, f64x2.splat(Math.LN2)), f64x2.mul(f64x2.mul(f64x2.splat(2), s), f64x2.add(even, f64x2.mul(z, odd))));
}
