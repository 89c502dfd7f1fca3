import { log1p, maximum, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from '../autodiff/custom-grad.ts';
import { add, mul, neg } from '../basic/arithmetic.ts';
import { abs, exp, sigmoid, tanh } from '../basic/elementwise.ts';

/** ln(1 + e^x), as max(x, 0) + ln(1 + e^-|x|): finite for every x. */
export function softplus(x: Tensor): Tensor {
  return customGrad({
    inputs: [x],
    forward: ([value]) => tidy(() => add(maximum(value, 0), log1p(exp(neg(abs(value)))))),
    gradient: ({ upstream, inputs: [value] }) => [mul(upstream, sigmoid(value))],
  });
}

/** ln sigmoid(x) = -softplus(-x): finite for every x. */
export function logSigmoid(x: Tensor): Tensor {
  return tidy(() => neg(softplus(neg(x))));
}

/** x * tanh(softplus(x)). Misra 2019, arXiv 1908.08681, eq. 1. */
export function mish(x: Tensor): Tensor {
  return tidy(() => mul(x, tanh(softplus(x))));
}
