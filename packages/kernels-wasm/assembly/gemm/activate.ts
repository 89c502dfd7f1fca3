import { GELU, GELU_TANH, RELU } from '../elementwise/activation';
import { decay } from '../elementwise/decay';
import { rationalTail } from '../elementwise/normal-distribution';
import { multiplyAdd } from './multiply-add';

/**
 * An activation and its slope at once, as a linear map ends with: what costs is the same for both. Some units in the last place less
 * exact than `elementwise/`, which the product before it is anyway. Writes the first `lanes` of four numbers, 1 or 4; `kind` is a constant.
 */
// @ts-ignore: decorator
@inline
export function activate(kind: i32, x: v128, lanes: i32, y: usize, slope: usize): void {
  if (kind == RELU) {
    keep(f32x4.max(x, f32x4.splat(0)), lanes, y);
    keep(v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1)), lanes, slope);
  } else if (kind == GELU) gelu(x, lanes, y, slope);
  else logisticUnit(kind == GELU_TANH, x, lanes, y, slope);
}

/** x Phi(x), and Phi(x) + x phi(x): Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2. */
// @ts-ignore: decorator
@inline
function gelu(value: v128, lanes: i32, y: usize, slope: usize): void {
  // Beyond it Phi is 0 or 1.
  const x = f32x4.min(f32x4.max(value, f32x4.splat(-20)), f32x4.splat(20)), t = f32x4.abs(x);
  const bell = decay(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5))), tail = f32x4.mul(rationalTail(t), bell);
  const phi = v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
  keep(f32x4.mul(value, phi), lanes, y);
  keep(multiplyAdd(f32x4.mul(bell, f32x4.splat(0.39894228040143268)), x, phi), lanes, slope);
}

/**
 * x s(u) and s(u) + x s(u) (1 - s(u)) u', s the logistic function. SiLU: u = x; the approximation of GELU:
 * u = 2 sqrt(2 / pi) (x + 0.044715 x^3).
 */
// @ts-ignore: decorator
@inline
function logisticUnit(isGelu: bool, value: v128, lanes: i32, y: usize, slope: usize): void {
  // Beyond it s is 0 or 1, and x s (1 - s) is 0.
  const x = f32x4.min(f32x4.max(value, f32x4.splat(-100)), f32x4.splat(100)), square = f32x4.mul(x, x);
  const u = isGelu ? f32x4.mul(x, multiplyAdd(square, f32x4.splat(1.5957691216057308 * 0.044715), f32x4.splat(1.5957691216057308))) : x;
  const e = decay(f32x4.neg(f32x4.abs(u))), larger = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e)), smaller = f32x4.mul(e, larger);
  const s = v128.bitselect(smaller, larger, f32x4.lt(u, f32x4.splat(0)));
  const inner = isGelu ? multiplyAdd(square, f32x4.splat(1.5957691216057308 * 0.134145), f32x4.splat(1.5957691216057308)) : f32x4.splat(1);
  keep(f32x4.mul(value, s), lanes, y);
  keep(multiplyAdd(f32x4.mul(x, inner), f32x4.mul(larger, smaller), s), lanes, slope);
}

// @ts-ignore: decorator
@inline
function keep(values: v128, lanes: i32, at: usize): void {
  if (lanes == 4) v128.store(at, values);
  else store<f32>(at, f32x4.extract_lane(values, 0));
}
