import type { Tensor } from '@figment/core';
import { add, mean, mul, scalar } from '@figment/core/ops';

import type { AdversarialLoss } from './adversarial-loss.ts';

/** The logit above which a picture is taken for real, as a scalar. */
export function boundaryBetween(boundary: AdversarialLoss['boundary'], real: Tensor, made: Tensor): Tensor {
  return boundary === 'between' ? mul(add(mean(real), mean(made)), 0.5) : scalar(boundary ?? 0);
}
