import { add, mul, rsqrt, mean, square } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** Vectors on the last axis to the length sqrt(D), so that their numbers are about 1: x / sqrt(mean x^2). */
export function toUnitScale(x: Tensor): Tensor {
  return mul(x, rsqrt(add(mean(square(x), -1, true), 1e-12)));
}
