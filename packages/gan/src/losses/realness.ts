import type { Tensor } from '@figment/core';
import { add, clip, mean, mul, sigmoid, sub, tidy } from '@figment/core/ops';

import type { AdversarialLossName } from './adversarial-loss.ts';

/** A logit as a number in [0, 1] that grows with it: above 0.5 a picture is taken for real. */
const scales: Readonly<Record<AdversarialLossName, ((logits: Tensor) => Tensor) | undefined>> = {
  // What the discriminator of the game itself gives: how likely the picture is real.
  minimax: sigmoid,
  nonSaturating: sigmoid,
  // From the logit that made pictures are moved to, to that of real ones.
  leastSquares: (logits) => clip(logits, 0, 1),
  hinge: (logits) => clip(mul(add(logits, 1), 0.5), 0, 1),
  wasserstein: undefined,
  relativistic: undefined,
};

/** How real a discriminator takes pictures to be: logits of any shape -> the same in [0, 1]. Where only differences count, against the mean of these. */
export function realnessOf(loss: AdversarialLossName, logits: Tensor): Tensor {
  return tidy(() => scales[loss]?.(logits) ?? sigmoid(sub(logits, mean(logits))));
}

/** Whether a discriminator only compares pictures with each other: it has no line between real and made. */
export function onlyCompares(loss: AdversarialLossName): boolean {
  return scales[loss] === undefined;
}
