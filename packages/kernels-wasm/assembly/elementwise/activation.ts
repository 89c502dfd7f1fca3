import { geluOf, geluSlope } from './gelu';
import { siluOf, siluSlope } from './silu';

/** The activations that a kernel can end with, by number; the host names them in `kernels.ts`. */
export const NONE: i32 = 0;
export const RELU: i32 = 1;
export const SILU: i32 = 2;
export const GELU: i32 = 3;
export const GELU_TANH: i32 = 4;

/** Call it with a constant kind: the choice then falls away. */
// @ts-ignore: decorator
@inline
export function activationOf(kind: i32, x: v128): v128 {
  if (kind == RELU) return f32x4.max(x, f32x4.splat(0));
  if (kind == SILU) return siluOf(x);
  if (kind == GELU) return geluOf(x, false);
  if (kind == GELU_TANH) return geluOf(x, true);
  return x;
}

/** The derivative of {@link activationOf}; that of ReLU is 0 at 0. */
// @ts-ignore: decorator
@inline
export function activationSlope(kind: i32, x: v128): v128 {
  if (kind == RELU) return v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
  if (kind == SILU) return siluSlope(x);
  if (kind == GELU) return geluSlope(x, false);
  if (kind == GELU_TANH) return geluSlope(x, true);
  return f32x4.splat(1);
}
