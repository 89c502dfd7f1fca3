/**
 * a b + c of four numbers. With relaxed SIMD one rounding where the processor has such an instruction, else two; it is
 * compiled both ways, and the host takes the faster build.
 */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
}
