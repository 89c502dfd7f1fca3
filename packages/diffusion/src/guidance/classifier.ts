import type { Tensor } from '@figment/core';
import { grad, oneHot, logSoftmax, mul, sum, tidy } from '@figment/core/ops';

import { combine } from '../combine.ts';
import { type Prediction, cleanMix } from '../noise/prediction.ts';
import type { NoiseLevel } from '../noise/process.ts';

/** log p(y | x_t) of a batch, [B]: of a classifier that knows noisy samples. Differentiable in x. */
export type LogProbability = (x: Tensor, time: Tensor) => Tensor;

/**
 * log p(class | x_t) of a classifier's logits.
 *
 * @param logits (x [B, ...], time [B]) -> [B, classes].
 * @param label int32 [B].
 */
export function logProbabilityOf(logits: (x: Tensor, time: Tensor) => Tensor, label: Tensor): LogProbability {
  return (x, time) => {
    const said = logits(x, time);
    return sum(mul(logSoftmax(said, { axis: -1 }), oneHot(label, said.shape.at(-1)!)), -1); // [B, classes] -> [B]
  };
}

/** Where guidance by a classifier happens. */
export interface ClassifierGuidanceCall {
  /** What the network says, [B, ...]. */
  readonly said: Tensor;
  readonly prediction: Prediction;
  /** Noisy, [B, ...], without a plan's `scaleInput`. */
  readonly x: Tensor;
  /** [B]. */
  readonly time: Tensor;
  readonly level: NoiseLevel;
  /** Of the gradient (1). */
  readonly scale: number;
}

/**
 * The prediction, moved along the gradient of a classifier's log-probability: e' = e - scale sigma grad log p(y | x_t) (Dhariwal and Nichol 2021,
 * "Diffusion models beat GANs on image synthesis", arXiv:2105.05233, algorithm 2), stated for x_0, which any prediction is linear in:
 * x_0' = x_0 + scale sigma^2 / alpha grad log p.
 */
export function classifierGuided({ said, prediction, x, time, level, scale }: ClassifierGuidanceCall, logProbability: LogProbability): Tensor {
  return tidy(() => {
    const slope = grad((input) => sum(logProbability(input, time)))(x);
    const move = (scale * level.sigma ** 2) / level.alpha / cleanMix(prediction, level).prediction;
    return combine([1, said], [move, slope]);
  });
}
