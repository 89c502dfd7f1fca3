import { logistic, onePlusDecay } from './exponential';

/** x sigmoid(x) = x / (1 + exp(-x)). Hendrycks and Gimpel 2016, arXiv 1606.08415. */
export function siluOf(x: v128): v128 {
  return f32x4.div(x, onePlusDecay(x));
}

/** The derivative: s (1 + x (1 - s)), s = sigmoid(x) */
export function siluSlope(x: v128): v128 {
  const s = logistic(x);
  return f32x4.mul(s, f32x4.add(f32x4.splat(1), f32x4.mul(x, f32x4.sub(f32x4.splat(1), s))));
}
