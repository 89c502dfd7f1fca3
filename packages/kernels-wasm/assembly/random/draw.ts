import { inverseErrorFunction } from './inverse-error-function';
import { fourWords } from './threefry';

/**
 * `count` numbers of a key's draw: uniform on [0, 1) in steps of 2^-23, or normal as sqrt(2) erfinv(u), u uniform on (-1, 1).
 * Bit for bit those of core's `random/`, and so of JAX.
 */
export function draw(k0: i32, k1: i32, normal: bool, count: i32, out: usize): void {
  for (let i = 0; i < count; i += 4) {
    const steps = f32x4.convert_i32x4_u(i32x4.shr_u(fourWords(k0, k1, i), 9));
    const numbers = normal ? fromUniform(steps) : f32x4.mul(steps, f32x4.splat(<f32>(1.0 / 8388608)));
    const left = count - i;
    if (left >= 4) v128.store(out, numbers);
    else {
      v128.store32_lane(out, numbers, 0);
      if (left > 1) v128.store32_lane(out, numbers, 1, 4);
      if (left > 2) v128.store32_lane(out, numbers, 2, 8);
    }
    out += 16;
  }
}

// @ts-ignore: decorator
@inline
function fromUniform(steps: v128): v128 {
  const u = f32x4.add(f32x4.mul(steps, f32x4.splat(<f32>(1.0 / 4194304))), f32x4.splat(<f32>-(1 - 1.0 / 16777216)));
  const root = f64x2.splat(Math.SQRT2);
  const low = f32x4.demote_f64x2_zero(f64x2.mul(root, inverseErrorFunction(f64x2.promote_low_f32x4(u))));
  const high = f32x4.demote_f64x2_zero(f64x2.mul(root, inverseErrorFunction(f64x2.promote_low_f32x4(v128.shuffle<f64>(u, u, 1, 1)))));
  return v128.shuffle<f64>(low, high, 0, 2);
}
