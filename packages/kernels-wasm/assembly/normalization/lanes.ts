/** The sum of four numbers, in double precision. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(x: v128): f64 {
  return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3));
}

/** The largest of four numbers; NaN where one is. */
// @ts-ignore: decorator
@inline
export function maxOfLanes(x: v128): f32 {
  return max(max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)), max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}

/** The smallest of four numbers; NaN where one is. */
// @ts-ignore: decorator
@inline
export function minOfLanes(x: v128): f32 {
  return min(min(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)), min(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}
