/** The sum of squares, added up in double precision. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let a = f64x2.splat(0), b = a, i = 0;
  for (; i + 4 <= count; i += 4, x += 16) {
    const v = v128.load(x), low = f64x2.promote_low_f32x4(v), high = f64x2.promote_low_f32x4(v128.shuffle<f64>(v, v, 1, 1));
    a = f64x2.add(a, f64x2.mul(low, low));
    b = f64x2.add(b, f64x2.mul(high, high));
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; i < count; i++, x += 4) {
    const value = <f64>load<f32>(x);
    total += value * value;
  }
  return total;
}
