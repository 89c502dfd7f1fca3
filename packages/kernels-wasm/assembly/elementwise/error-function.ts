import { exponential } from './exponential';

/**
 * erf of four numbers: a polynomial of x near 0, 1 - exp of another beyond (N. Juffa's minimax coefficients of `erff`,
 * public domain).
 */
export function errorFunction(x: v128): v128 {
  const t = f32x4.pmin(f32x4.abs(x), f32x4.splat(4)), s = f32x4.mul(t, t);
  let p = f32x4.splat(-5.96761703e-4);
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(4.99119423e-3));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-2.67681349e-2));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.12819925e-1));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-3.76125336e-1));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.28379166e-1));
  const near = f32x4.add(f32x4.mul(p, x), x);
  let q = f32x4.splat(-1.72853470e-5);
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(3.83197126e-4));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-3.88396438e-3));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(2.42546219e-2));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-1.06777877e-1));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-6.34846687e-1));
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-1.28717512e-1));
  const far = f32x4.sub(f32x4.splat(1), exponential(f32x4.sub(f32x4.mul(q, t), t)));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(signed, near, f32x4.gt(t, f32x4.splat(0.927734375)));
}
