import type { Tensor } from '@figment/core';
import { leakyRelu, mul, tidy } from '@figment/core/ops';

/** Below 0. Maas et al. 2013. */
const SLOPE = 0.2;

/** Leaky ReLU. */
export function leaky(x: Tensor): Tensor {
  return leakyRelu(x, { slope: SLOPE });
}

/** Leaky ReLU times sqrt 2, which keeps the variance of what is as often below 0 as above (He et al. 2015, arXiv:1502.01852). */
export function evenLeaky(x: Tensor): Tensor {
  return tidy(() => mul(leaky(x), Math.SQRT2));
}
