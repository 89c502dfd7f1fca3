import { exponential } from './exponential';
import { logarithm } from './logarithm';

/**
 * ln(1 + exp(x)) = max(x, 0) + ln(1 + e), e = exp(-|x|). Dugas et al. 2001. What rounding 1 + e loses comes back as its first-order share,
 * so that far below 0 the result is e and not 0.
 */
export function softplus(x: v128): v128 {
  const e = exponential(f32x4.neg(f32x4.abs(x))), sum = f32x4.add(f32x4.splat(1), e);
  const lost = f32x4.sub(e, f32x4.sub(sum, f32x4.splat(1)));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), f32x4.add(logarithm(sum), f32x4.div(lost, sum)));
}
