import { exponential } from './exponential';

/** tanh of four numbers: a polynomial of x near 0 (Cephes, Moshier 1989), 1 - 2 / (exp(2 x) + 1) beyond. */
export function hyperbolicTangent(x: v128): v128 {
  const t = f32x4.abs(x), z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, z), t), t);
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(exponential(f32x4.add(t, t)), f32x4.splat(1))));
  return v128.or(v128.bitselect(near, far, f32x4.lt(t, f32x4.splat(0.625))), v128.and(x, i32x4.splat(0x80000000)));
}
